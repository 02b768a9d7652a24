import { publishedText, registeredText } from '@/lib/pipeline-runs/outcome';
import type { PipelineResult } from '@/lib/pipeline-runs/schema';
import { modelTitle, percent } from '../format';
import { intervalCoverage } from '../tables/model-metrics';
import { Callout } from '../ui/callout';

/** A finished run in short: which model did best, what was registered, whose forecasts are published. */
export function RunResult({ result }: { result: PipelineResult }) {
  const { bestModel, outcome } = result;
  const [registered, published] = [registeredText(result), publishedText(result)];
  const covered = intervalCoverage(result.metrics).find(({ level }) => level === 0.95);
  return (
    <Callout tone="success" title={bestModel ? `${modelTitle(bestModel)} is the best model by backtest` : 'The run has finished'}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {registered !== undefined && (
          <>
            <dt>Registered</dt>
            <dd className="text-ink">{registered}</dd>
          </>
        )}
        <dt>Published</dt>
        <dd className="text-ink">{published ?? 'no forecast'}</dd>
        {result.registered && outcome && (
          <>
            <dt>Champion</dt>
            <dd className="text-ink">{outcome}</dd>
          </>
        )}
      </dl>
      {covered && <p className="mt-1">Its 95% intervals held {percent(covered.coverage)} of the test window’s sales.</p>}
    </Callout>
  );
}
