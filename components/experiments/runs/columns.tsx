import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { RunGroup, TrackedRun } from '@/lib/tracking/schema';
import { figure } from '../../format';
import { TrackedStatusBadge } from '../../runs/run-status';
import type { DataColumn } from '../../tables/data-column';
import { Elapsed, RelativeTime } from '../../ui/time';
import { attributeColumns } from './table-search';

/** A column of runs, and what it says of a group of them. */
export interface RunColumn extends DataColumn<TrackedRun> {
  ofGroup: (group: RunGroup) => ReactNode;
  /** In pixels, until someone drags it. */
  size: number;
}

const faint = <span className="text-faint">–</span>;

const attributes: Record<string, Pick<RunColumn, 'cell' | 'size'> & Partial<RunColumn>> = {
  status: { size: 112, cell: (run) => <TrackedStatusBadge status={run.status} /> },
  started: {
    size: 124,
    cell: (run) => <RelativeTime value={run.startedAt} className="text-muted" />,
    ofGroup: (group) => <RelativeTime value={group.lastStart} className="text-muted" />,
  },
  duration: {
    size: 104,
    numeric: true,
    cell: (run) =>
      run.finishedAt === null && run.status !== 'RUNNING' ? (
        faint
      ) : (
        <Elapsed from={run.startedAt} to={run.finishedAt} className="text-muted" />
      ),
  },
  datasets: {
    size: 150,
    cell: ({ datasets = [] }) => {
      const names = [...new Set(datasets.map(({ name }) => name))];
      if (names.length === 0) return faint;
      return <span title={datasets.map(({ name, digest }) => `${name} ${digest}`).join('\n')}>{rest(names)}</span>;
    },
  },
  models: {
    size: 210,
    cell: ({ models = [] }) => {
      const registered = models.filter(({ version }) => version !== null);
      const told = registered.length > 0 ? registered.map(({ name, version }) => `${name} v${version}`) : models.map(({ name }) => name);
      if (told.length === 0) return faint;
      return (
        <span title={told.join('\n')} className={clsx(registered.length === 0 && 'text-muted')}>
          {rest(told)}
        </span>
      );
    },
  },
};

function rest([first = '', ...others]: string[]): string {
  return others.length > 0 ? `${first} +${others.length}` : first;
}

/** A column by its id. */
export function runColumn(id: string): RunColumn {
  const attribute = attributes[id];
  if (attribute) {
    const known = attributeColumns[id];
    return { id, header: known?.header ?? id, sortable: known?.orderBy !== undefined, ofGroup: () => null, ...attribute };
  }
  const dot = id.indexOf('.');
  const [kind, key] = [id.slice(0, dot), id.slice(dot + 1)];
  const base = { id, header: key, sortable: true, help: id };
  if (kind === 'metrics') {
    return {
      ...base,
      numeric: true,
      size: Math.min(220, Math.max(112, 44 + 7 * key.length)),
      cell: (run) => {
        if (!Object.hasOwn(run.metrics, key)) return faint;
        const value = run.metrics[key];
        return value === null || value === undefined ? (
          <span className="text-warning">NaN</span>
        ) : (
          <span title={String(value)}>{figure(value)}</span>
        );
      },
      ofGroup: ({ metrics }) => {
        const spread = metrics[key];
        return spread ? (
          <span title={`from ${spread.least} to ${spread.greatest}`}>
            <span className="mr-1 text-2xs text-faint">mean</span>
            {figure(spread.mean)}
          </span>
        ) : null;
      },
    };
  }
  const values = (run: TrackedRun) => (kind === 'params' ? run.params : run.tags);
  return {
    ...base,
    size: Math.min(220, Math.max(112, 44 + 7 * key.length)),
    cell: (run) => {
      const own = values(run);
      return Object.hasOwn(own, key) ? <span title={own[key]}>{own[key] || <span className="text-faint">empty</span>}</span> : faint;
    },
    ofGroup: () => null,
  };
}
