import { isBoosted } from '@/lib/models/members/member';
import { stepsOf } from '../forecaster/forecast-part';
import type { LoadedForecaster, ServedMember } from '../forecaster/loaded-forecaster';
import type { PanelPart } from '../forecaster/panel-part';
import { factorsOf } from '../forecaster/whole-transforms';
import { Contributions } from './contributions';
import { byFactors } from './through-transforms';

/**
 * What the forecasts of a statistical member are made of: it reads no covariate, so there is a level, a season and holidays. The
 * profile that its target was divided by tells season and holidays, where there is one. Of what is left, a method with a season
 * of its own gives its mean over the first of them (or over the horizon, where that is shorter) to the level and the rest to
 * the season; another gives all to the level.
 * @param values its forecasts of the part
 */
export function explainStatistical(
  loaded: LoadedForecaster,
  { config, published }: ServedMember,
  part: PanelPart,
  values: Float64Array,
  horizon: number,
): Contributions {
  const out = new Contributions(values.length);
  const whole = loaded.ref.horizon;
  const [first] = config.transforms;
  const profile = first && (first.kind === 'deseasonalise' || first.kind === 'holidays') ? loaded.profile : undefined;
  const ones = new Float64Array(part.series.length * whole).fill(1);
  const holidays = profile ? factorsOf(part, profile.holidayFactor, whole) : ones;
  const all = profile && first?.kind === 'deseasonalise' ? factorsOf(part, profile.factor, whole) : holidays;
  const own = stepsOf(published as Float64Array, part.series, whole, whole).map((value, k) =>
    all[k] === 0 ? 0 : value / (all[k] as number),
  );
  const { model } = config;
  const season = isBoosted(model) ? 1 : Math.max(1, ...model.seasons);
  for (let series = 0; series < part.series.length; series++) {
    const ahead = own.subarray(series * whole, (series + 1) * whole);
    const mean = season > 1 ? meanOf(ahead.subarray(0, Math.min(whole, season))) : undefined;
    for (let step = 0; step < horizon; step++) {
      const point = series * horizon + step;
      const value = ahead[step] as number;
      out.add(point, 'level', mean ?? value);
      out.add(point, 'season', value - (mean ?? value));
      byFactors(out, point, value, all[series * whole + step] as number, holidays[series * whole + step] as number);
      out.settle(point, 'level', values[point] as number);
    }
  }
  return out;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
