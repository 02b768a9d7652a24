import type { PipelineParameters } from '@/lib/pipeline/parameters';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { count, duration } from '../../format';
import type { Effort } from './presets';

/**
 * How often a run fits boosters, counted as the training does: for each candidate once with early stopping, at the origins of the
 * backtest and of both windows after it, and on all data; a search adds its trials.
 */
export function boosterFits({
  models,
  strategies,
  targetTransforms,
  bagging,
  tuningTrials,
  backtestOrigins,
  backtestRefit,
}: Effort): number {
  const boosters = models.filter((name) => name === 'lightgbm' || name === 'xgboost').length;
  const origins = backtestRefit ? backtestOrigins : 1;
  const candidates = strategies.length * targetTransforms.length;
  const windows = backtestRefit ? 3 : 2;
  return boosters * bagging * (candidates * (1 + origins) + windows) + boosters * tuningTrials * (1 + origins / 2);
}

const tooDifferent = 50;

function took({ startedAt, finishedAt }: Pick<PipelineRun, 'startedAt' | 'finishedAt'>): number | undefined {
  return startedAt && finishedAt ? new Date(finishedAt).getTime() - new Date(startedAt).getTime() : undefined;
}

const sameScope = (a: Partial<PipelineParameters>, b: PipelineParameters) =>
  (a.level === undefined || a.level === b.level) && (a.frequency === undefined || a.frequency === b.frequency);

/** Roughly so long, without false exactness: `12 s`, `2 min`, `1.5 h`. */
function roughly(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.max(1, Math.round(seconds / 60))} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/**
 * What a run will take, in words, by what runs of its dataset took: exactly such runs, else the last one scaled by the fits of
 * boosters. Undefined where there is nothing to go by.
 * @param past succeeded runs of the dataset, newest first
 */
export function estimateInWords(values: Effort & Partial<PipelineParameters>, past: readonly PipelineRun[]): string | undefined {
  const comparable = past.filter((run) => took(run) !== undefined && sameScope(values, run.parameters));
  const fits = boosterFits(values);
  const alike = comparable.filter(({ parameters }) => boosterFits(parameters) === fits);
  if (alike.length > 0) {
    const times = alike.map((run) => took(run) as number).sort((a, b) => a - b);
    const [least, most] = [times[0] as number, times.at(-1) as number];
    const range = roughly(least) === roughly(most) ? roughly(most) : `${roughly(least)} to ${roughly(most)}`;
    return `Such runs of this dataset took ${range} here (the last ${alike.length === 1 ? 'run' : count(alike.length, 'run')}).`;
  }
  const [last] = comparable;
  if (!last) return undefined;
  const training = last.steps
    .filter(({ name }) => name === 'train-lightgbm' || name === 'train-xgboost')
    .reduce((sum, step) => sum + (took(step) ?? 0), 0);
  const before = boosterFits(last.parameters);
  if (before === 0 || training === 0 || fits / before > tooDifferent) return undefined;
  const whole = took(last) as number;
  // Two boosters train side by side, so the sum of both is no more than twice what they add to the run.
  const share = Math.min(
    whole,
    training / (last.parameters.models.includes('xgboost') && last.parameters.models.includes('lightgbm') ? 2 : 1),
  );
  const expected = whole - share + (share * fits) / before;
  const times = fits / before;
  const ratio = times >= 1 ? `${times.toFixed(times < 3 ? 1 : 0)} times as often as` : `${Math.round(times * 100)}% as often as`;
  return `Roughly ${roughly(expected)}: it fits boosters ${ratio} the last run, which took ${duration(whole)}.`;
}
