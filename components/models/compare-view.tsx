import clsx from 'clsx';
import type { VersionComparison } from '@/lib/registry/compare-versions';
import { change, instant, words } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { written } from './card-figures';
import { CompareSwitch } from './compare-switch';
import { betterBy, metricTitle } from './model-names';

type Line = VersionComparison['params'][number];
const windows = { backtest: 'Backtest', test: 'Test window' } as const;

/** A version beside another: what they did, what they are set to, what they see. */
export function CompareView({ comparison, versions, all }: { comparison: VersionComparison; versions: number[]; all: boolean }) {
  const { version, with: other, metrics, params, features, facts } = comparison;
  const groups: [string, string, Line[]][] = [
    ['Facts', 'facts', facts],
    ['Settings', 'settings', params],
    ['What the boosters see', 'features', features],
  ];
  return (
    <div className="flex flex-col gap-5">
      <Card aria-labelledby="metrics-title" className="overflow-hidden">
        <CardHeader
          id="metrics-title"
          title={`Version ${version} beside version ${other}`}
          description="Figures as they stood when each was registered"
          actions={<CompareSwitch other={other} versions={versions} all={all} />}
        />
        <Table label="Figures of both versions" className="min-w-lg border-t">
          <thead>
            <tr>
              <HeadCell>Window</HeadCell>
              <HeadCell>Metric</HeadCell>
              <HeadCell numeric>Version {version}</HeadCell>
              <HeadCell numeric>Version {other}</HeadCell>
              <HeadCell numeric>Change</HeadCell>
            </tr>
          </thead>
          <tbody>
            {metrics
              .filter(({ own, other: theirs, metric }) => metric !== 'count' && (all || own !== theirs))
              .map(({ window, metric, own, other: theirs }) => (
                <tr key={`${window} ${metric}`}>
                  <Cell className="text-muted">{windows[window as keyof typeof windows] ?? words(window)}</Cell>
                  <Cell className="font-medium">{metricTitle(metric)}</Cell>
                  <Cell numeric className={clsx(isBetter(metric, own, theirs) && 'font-semibold text-accent-ink')}>
                    {written(metric, own)}
                  </Cell>
                  <Cell numeric className={clsx(isBetter(metric, theirs, own) && 'font-semibold text-accent-ink')}>
                    {written(metric, theirs)}
                  </Cell>
                  <Cell numeric className="text-muted">
                    {betterBy(metric) && own !== null && theirs ? change(own / theirs - 1) : '–'}
                  </Cell>
                </tr>
              ))}
          </tbody>
        </Table>
        {!all && metrics.every(({ own, other: theirs }) => own === theirs) && <Same>Their figures are the same.</Same>}
      </Card>
      {groups.map(([title, id, lines]) => {
        const shown = all ? lines : lines.filter(({ differs }) => differs);
        if (lines.length === 0) return null;
        return (
          <Card key={id} aria-labelledby={`${id}-title`} className="overflow-hidden">
            <CardHeader
              id={`${id}-title`}
              title={title}
              description={`${lines.filter(({ differs }) => differs).length} of ${lines.length} differ`}
            />
            {shown.length === 0 ? (
              <Same>Nothing differs.</Same>
            ) : (
              <Table label={title} className="min-w-lg border-t">
                <thead>
                  <tr>
                    <HeadCell>Name</HeadCell>
                    <HeadCell>Version {version}</HeadCell>
                    <HeadCell>Version {other}</HeadCell>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((line) => (
                    <tr key={line.key} data-differs={line.differs}>
                      <Cell className="font-mono text-xs">{line.key}</Cell>
                      <Value line={line} text={line.own} />
                      <Value line={line} text={line.other} />
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Card>
        );
      })}
    </div>
  );
}

function Value({ line, text }: { line: Line; text: string | null }) {
  return (
    <Cell
      className={clsx(
        'max-w-80 min-w-40 font-mono text-xs whitespace-normal wrap-anywhere',
        line.differs ? 'bg-warning-soft' : 'text-muted',
      )}
    >
      {text === null ? <span className="text-muted">not there</span> : line.key === 'created' ? instant(text) : text}
    </Cell>
  );
}

function Same({ children }: { children: string }) {
  return <p className="border-t px-4 py-3 text-sm text-muted">{children}</p>;
}

function isBetter(metric: string, own: number | null, other: number | null): boolean {
  const better = betterBy(metric);
  if (!better || own === null || other === null || own === other) return false;
  return better === 'low' ? own < other : own > other;
}
