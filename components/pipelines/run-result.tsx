import type { PipelineResult } from '@/lib/pipeline-runs/schema';
import { modelTitle, percent } from '../format';
import { intervalCoverage } from '../tables/model-metrics';
import { Callout } from '../ui/callout';

/** A finished run in one sentence. */
export function RunResult({ result }: { result: PipelineResult }) {
  const { bestModel, modelName, modelVersion, forecastId } = result;
  const covered = intervalCoverage(result.metrics).find(({ level }) => level === 0.95);
  return (
    <Callout tone="success" title={bestModel ? `${modelTitle(bestModel)} is the best model by backtest` : 'The run has finished'}>
      {modelName && modelVersion !== null ? (
        <>
          Registered as <span className="font-medium text-ink">{modelName}</span> version {modelVersion}.
        </>
      ) : (
        'No model was registered.'
      )}{' '}
      {forecastId ? 'Its forecast is published.' : 'No forecast was published.'}
      {covered && ` Its 95% intervals held ${percent(covered.coverage)} of the test window’s sales.`}
    </Callout>
  );
}
