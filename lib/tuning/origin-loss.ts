import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '@/lib/models/forecaster';

export type LossName = 'rmse' | 'wape';

/** Sums over the points of one origin that have both forecast and actual; sums of several origins add up. */
export interface OriginLoss {
  /** `ds` of the origin. */
  origin: number;
  squares: number;
  absolute: number;
  /** Sum of the actuals' sizes. */
  actual: number;
  points: number;
}

/** Scores forecasts, `[series * horizon + step - 1]`, of the periods after an origin. */
export function originLoss(panel: Panel, origin: number, horizon: number, forecasts: Float64Array): OriginLoss {
  const anchors = rowsAt(panel, origin);
  const loss: OriginLoss = { origin, squares: 0, absolute: 0, actual: 0, points: 0 };
  for (let series = 0; series < anchors.length; series++) {
    for (let step = 1; step <= horizon; step++) {
      const row = (anchors[series] as number) + step;
      if (row >= (panel.indptr[series + 1] as number)) break;
      const y = panel.y[row] as number;
      const error = (forecasts[series * horizon + step - 1] as number) - y;
      if (error !== error) continue;
      loss.squares += error * error;
      loss.absolute += Math.abs(error);
      loss.actual += Math.abs(y);
      loss.points++;
    }
  }
  return loss;
}

/** RMSE in the target's units, or WAPE in percent (NaN where every actual is 0), pooled over origins. */
export function pooled(losses: readonly OriginLoss[], name: LossName): number {
  const sum = (of: 'squares' | 'absolute' | 'actual' | 'points') => losses.reduce((total, loss) => total + loss[of], 0);
  return name === 'rmse' ? Math.sqrt(sum('squares') / sum('points')) : (100 * sum('absolute')) / sum('actual');
}

/**
 * A configuration's loss over another's at the same origins: below 1 is better. Of both the same points must be forecast, or
 * leaving out the hard ones would pay.
 * @throws RangeError where they are not
 */
export function relativeLoss(losses: readonly OriginLoss[], reference: readonly OriginLoss[], name: LossName): number {
  const others = losses.map(({ origin, points }) => {
    const other = reference.find((one) => one.origin === origin);
    if (other?.points !== points) throw new RangeError(`${points} points are forecast where ${other?.points ?? 'none'} were compared with`);
    return other;
  });
  const [own, least] =
    name === 'rmse' ? [sumOf(losses, 'squares'), sumOf(others, 'squares')] : [sumOf(losses, 'absolute'), sumOf(others, 'absolute')];
  // Nothing is better than no error at all.
  if (least === 0) return own === 0 ? 1 : Number.MAX_VALUE;
  return name === 'rmse' ? Math.sqrt(own / least) : own / least;
}

/**
 * Whether a configuration is to take another's place: its pooled loss is lower, and its mean gain by origin is more than one
 * standard error of that mean, so that neither one odd origin nor luck among many trials decides. Of a single origin nothing is
 * known but its loss.
 */
export function isBetter(losses: readonly OriginLoss[], reference: readonly OriginLoss[], name: LossName): boolean {
  if (!(relativeLoss(losses, reference, name) < 1)) return false;
  const gains = losses.filter(({ points }) => points > 0).map((loss) => 1 - relativeLoss([loss], reference, name));
  if (gains.length < 2) return true;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return mean > Math.sqrt(variance / gains.length);
}

function sumOf(losses: readonly OriginLoss[], of: 'squares' | 'absolute'): number {
  return losses.reduce((total, loss) => total + loss[of], 0);
}
