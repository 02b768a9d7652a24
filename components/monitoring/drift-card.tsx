import { Shuffle } from 'lucide-react';
import type { DriftAnswer, DriftItem, DriftReport } from '@/lib/monitoring/schema';
import { change, count, day, figure, percent, words } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge, type Tone } from '../ui/badge';
import { Callout } from '../ui/callout';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';

const verdicts: Record<DriftItem['verdict'], { label: string; tone: Tone }> = {
  stable: { label: 'Stable', tone: 'success' },
  moderate: { label: 'Moderate', tone: 'warning' },
  large: { label: 'Large', tone: 'danger' },
  'too-few': { label: 'Too few values', tone: 'neutral' },
};
const roles = { target: 'In units of its series’ mean', known: 'Known ahead', past: 'Known up to the origin' } as const;

/** How the newest data differ from those before, variable by variable. */
export function DriftCard({ answer: { report, reason } }: { answer: DriftAnswer }) {
  return (
    <Card id="drift" aria-labelledby="drift-title" className="scroll-mt-4 overflow-hidden">
      <CardHeader
        id="drift-title"
        title="Drift"
        description={
          report
            ? `${day(report.window.from)} to ${day(report.window.to)}, beside ${report.yearBefore ? 'the same season of the year before' : 'all before'} and all the time before`
            : 'How the newest data differ from those before'
        }
      />
      {!report || report.items.length === 0 ? (
        <Message icon={Shuffle} title="Nothing to compare yet">
          {reason}
        </Message>
      ) : (
        <Drift report={report} />
      )}
    </Card>
  );
}

function Drift({ report }: { report: DriftReport }) {
  const { thresholds, restated } = report;
  return (
    <>
      <Table label="Drift by variable" className="min-w-2xl border-t">
        <thead>
          <tr>
            <HeadCell>Variable</HeadCell>
            <HeadCell>Verdict</HeadCell>
            <HeadCell>Distribution</HeadCell>
            <HeadCell
              numeric
              title="Population stability index beside the same season of the year before; below it, beside all the time before"
            >
              PSI
            </HeadCell>
            <HeadCell numeric title="Kolmogorov-Smirnov distance of what it is judged by, and its p-value">
              KS
            </HeadCell>
            <HeadCell numeric>Mean</HeadCell>
            <HeadCell numeric>Blank</HeadCell>
          </tr>
        </thead>
        <tbody>
          {report.items.map((item) => {
            const judged = item[item.judgedBy];
            const { label, tone } = verdicts[item.verdict];
            return (
              <tr key={`${item.role} ${item.name}`} data-drift={item.name} data-verdict={item.verdict}>
                <Cell>
                  <p className="font-medium">{words(item.name)}</p>
                  <p className="text-xs text-muted">{roles[item.role]}</p>
                </Cell>
                <Cell>
                  <Badge tone={tone}>{label}</Badge>
                </Cell>
                <Cell>
                  <Histogram item={item} />
                </Cell>
                <Cell numeric className="font-medium">
                  {psi(judged?.psi)}
                  {item.judgedBy === 'yearBefore' && <p className="text-xs font-normal text-muted">all before {psi(item.training?.psi)}</p>}
                </Cell>
                <Cell numeric>
                  {figure(judged?.ks)}
                  <p className="text-xs text-muted">{pValue(judged?.pValue)}</p>
                </Cell>
                <Cell numeric>
                  {figure(item.mean.recent)}
                  <p className="text-xs text-muted">
                    {item.mean.recent !== null && item.mean.reference ? change(item.mean.recent / item.mean.reference - 1) : '–'}
                  </p>
                </Cell>
                <Cell numeric>
                  {percent(item.missing.recent)}
                  <p className="text-xs text-muted">before {percent(item.missing.reference)}</p>
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <div className="flex flex-col gap-3 border-t px-4 py-3 text-xs text-pretty text-muted">
        <p>
          Grey is before, coloured the newest. Moderate from a population stability index of {thresholds.moderate} on, large from{' '}
          {thresholds.large} on, and only where the Kolmogorov-Smirnov test finds it unlikely to be chance (p below {thresholds.pValue});
          with fewer than {count(thresholds.fewestPoints, 'value')} nothing is said.{' '}
          {report.sampledSeries < report.series
            ? `${count(report.sampledSeries, 'series')} of ${figure(report.series)} were looked at.`
            : 'All series were looked at.'}
        </p>
        {restated ? (
          <Callout tone={restated.changed > 0 ? 'warning' : 'success'} title={restatedTitle(restated)}>
            Version {report.datasetVersion} beside version {restated.datasetVersion} of the data, {figure(restated.points)} values that both
            know{restated.netPercent === null ? '' : `; their sum has changed by ${change(restated.netPercent / 100)}`}.
          </Callout>
        ) : (
          <p>There is no earlier version of the data to compare with: what was restated is told from the second version on.</p>
        )}
      </div>
    </>
  );
}

function restatedTitle({ changed, share }: NonNullable<DriftReport['restated']>): string {
  return changed === 0 ? 'No earlier value was restated' : `${percent(share)} of earlier values were restated`;
}

function psi(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(2);
}

function pValue(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`;
}

/** Shares by bin, before behind and recent in front. */
function Histogram({ item: { histogram, name } }: { item: DriftItem }) {
  const most = Math.max(...histogram.reference, ...histogram.recent, Number.MIN_VALUE);
  const bins = histogram.reference.map((before, k) => ({ id: `bin ${k}`, before, recent: histogram.recent[k] ?? 0 }));
  return (
    <div role="img" aria-label={`${words(name)}: ${inWords(histogram)}`} className="flex h-9 w-28 items-end gap-px">
      {bins.map(({ id, before, recent }) => (
        <span key={id} className="flex h-full flex-1 items-end">
          <span className="w-1/2 rounded-t-sm bg-chart-last-year" style={{ height: `${(100 * before) / most}%` }} />
          <span className="w-1/2 rounded-t-sm bg-accent" style={{ height: `${(100 * recent) / most}%` }} />
        </span>
      ))}
    </div>
  );
}

function inWords({ edges, reference, recent }: DriftItem['histogram']): string {
  const [low, high] = [edges[0], edges.at(-1)];
  if (low === undefined || high === undefined) return 'one value only';
  return `below ${figure(low)}: ${percent(recent[0])}, before ${percent(reference[0])}; above ${figure(high)}: ${percent(recent.at(-1))}, before ${percent(reference.at(-1))}`;
}
