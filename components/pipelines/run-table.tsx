import Link from 'next/link';
import type { ParameterChange } from '@/lib/pipeline-runs/history-schema';
import { outcomeLine } from '@/lib/pipeline-runs/outcome';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { levelLabel } from '../forecasts/series-label';
import { count, modelTitle, percent, stepTitle, triggerTitle, words } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Elapsed, RelativeTime } from '../ui/time';
import { parameterValue } from './parameter-value';
import { isOver, runProgress, stepsUnderWay } from './run-progress';
import { StatusBadge } from './status';

/** What a run has to say in one line: its step, its result, or its error. */
function headline(run: PipelineRun): string {
  if (run.error) return run.error.message;
  if (run.result?.bestModel)
    return [`${modelTitle(run.result.bestModel)} won the backtest`, outcomeLine(run.result)].filter(Boolean).join(' · ');
  if (isOver(run)) return '';
  const [step] = stepsUnderWay(run);
  return step ? `${stepTitle(step.name)} · ${percent(runProgress(run), 0)}` : 'Waiting for its turn';
}

/** What it forecasts: `Store · 7 days`. */
function scope({ parameters: { level, horizon, frequency } }: PipelineRun): string {
  return `${levelLabel(level)} · ${count(horizon, frequency)}`;
}

/** The parameters that differ from the run before, by name; in full as its title. */
function Changes({ changes, run }: { changes: ParameterChange[] | null | undefined; run: PipelineRun }) {
  if (!changes) return <span className="text-faint">First of its dataset</span>;
  if (changes.length === 0) return <span className="text-faint">Nothing</span>;
  const { frequency } = run.parameters;
  const full = changes
    .map(
      ({ name, before, after }) => `${words(name)}: ${parameterValue(name, before, frequency)} → ${parameterValue(name, after, frequency)}`,
    )
    .join('\n');
  return <span title={full}>{changes.map(({ name }) => words(name)).join(', ')}</span>;
}

/** @param changes what each run was told differently from the one before it of its dataset */
export function RunTable({ runs, changes }: { runs: PipelineRun[]; changes: ReadonlyMap<string, ParameterChange[] | null> }) {
  return (
    <Table label="Pipeline runs" className="lg:min-w-3xl">
      <thead>
        <tr>
          <HeadCell>Run</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell className="hidden sm:table-cell">Dataset</HeadCell>
          <HeadCell className="hidden w-full md:table-cell">Outcome</HeadCell>
          <HeadCell className="hidden xl:table-cell">Scope</HeadCell>
          <HeadCell className="hidden xl:table-cell">Changed</HeadCell>
          <HeadCell className="hidden lg:table-cell">Trigger</HeadCell>
          <HeadCell>Created</HeadCell>
          <HeadCell numeric className="hidden sm:table-cell">
            Duration
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id} className="group relative transition-colors hover:bg-raised">
            <Cell>
              {/* The link covers its row, so that the whole row leads to the run. */}
              <Link
                href={`/pipelines/${run.id}`}
                className="font-mono text-xs font-medium after:absolute after:inset-0 group-hover:text-accent-ink"
              >
                {run.id.slice(0, 8)}
              </Link>
              {/* Where there is no room for these columns. */}
              <span className="mt-0.5 block max-w-36 text-xs whitespace-normal text-muted sm:hidden">
                {words(run.dataset)} · {scope(run)}
              </span>
            </Cell>
            <Cell>
              <StatusBadge status={run.status} />
            </Cell>
            <Cell className="hidden max-w-48 truncate sm:table-cell" title={run.dataset}>
              {words(run.dataset)}
            </Cell>
            <Cell className="hidden max-w-0 truncate text-muted md:table-cell" title={headline(run)}>
              {headline(run)}
            </Cell>
            <Cell className="hidden text-muted xl:table-cell">{scope(run)}</Cell>
            <Cell className="hidden max-w-44 truncate text-muted xl:table-cell">
              <Changes changes={changes.get(run.id)} run={run} />
            </Cell>
            <Cell className="hidden text-muted lg:table-cell">{triggerTitle(run.trigger)}</Cell>
            <Cell className="text-muted">
              <RelativeTime value={run.createdAt} />
              <span className="mt-0.5 block text-xs sm:hidden">
                <Elapsed from={run.startedAt} to={run.finishedAt} className="tabular" />
              </span>
            </Cell>
            <Cell numeric className="hidden text-muted sm:table-cell">
              <Elapsed from={run.startedAt} to={run.finishedAt} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
