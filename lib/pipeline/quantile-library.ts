import { AlmanacError } from '@/lib/errors';
import { availableBoosters } from '@/lib/models/booster-status';
import type { PipelineParameters } from './parameters';

/** @throws AlmanacError `validation_failed` where a run's parameters ask for quantile models and LightGBM is not there */
export function requireQuantileModels({ intervals }: Pick<PipelineParameters, 'intervals'>): void {
  if (intervals !== 'quantile' || availableBoosters().includes('lightgbm')) return;
  const message = 'quantile needs LightGBM, whose library is not installed here: run npm run doctor, or choose split or adaptive';
  throw new AlmanacError('validation_failed', `parameters.intervals: ${message}`, [{ path: 'parameters.intervals', message }]);
}
