import type { IntervalBounds } from '@/lib/evaluation/intervals/interval-model';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { type BoostedState, FittedBoosted, modelFiles } from '@/lib/models/boosted';
import { loadBooster } from '@/lib/models/boosters';
import { closeDown } from '@/lib/models/closures';
import { restoreBoosted } from '@/lib/models/members/make-forecaster';
import type { MemberConfig } from '@/lib/models/members/member';
import { artifactPath, artifactStore } from '@/lib/storage';

/** The folder of a forecaster that its quantile models are in. */
export const quantileFolder = 'quantiles';

/** One quantile's model, as a forecaster names it. */
export interface QuantileTail {
  /** 0 to 1. */
  quantile: number;
  /** Where its files are, below the folder of all quantile models. */
  folder: string;
  config: MemberConfig;
}

/** Native files of a fitted quantile model and what they need beside them, by path below the forecaster's folder. */
export function tailFiles({ folder }: QuantileTail, fitted: FittedBoosted): { path: string; bytes: Uint8Array }[] {
  const at = `${quantileFolder}/${folder}`;
  const state = { path: `${at}/state.json`, bytes: new TextEncoder().encode(JSON.stringify(fitted.state)) };
  return [...fitted.files().map(({ name, bytes }) => ({ path: `${at}/${name}`, bytes })), state];
}

/** Brings back one quantile's model. @param uri folder of all quantile models @throws AlmanacError `not_found`, `unavailable` */
export async function restoreTail(uri: string, { folder }: QuantileTail): Promise<FittedBoosted> {
  const at = `${artifactPath(uri)}/${folder}`;
  const state = JSON.parse((await artifactStore().read(`${at}/state.json`)).toString('utf8')) as BoostedState;
  const models = await Promise.all(modelFiles(state.config).map((file) => artifactStore().read(`${at}/${file}`)));
  return FittedBoosted.restore(loadBooster('lightgbm'), models, state);
}

/**
 * Quantiles of the modelled series at the panel's origin from saved models, by level: `[series * horizon + step - 1]`. One model is
 * held in memory at a time.
 * @param tails lower and upper one of each level in turn
 */
export async function forecastTails(
  panel: Panel,
  { uri, tails }: { uri: string; tails: QuantileTail[] },
  horizon: number,
  calendar: HolidayCalendar,
): Promise<IntervalBounds> {
  const bounds: IntervalBounds = { lower: [], upper: [] };
  for (const [k, tail] of tails.entries()) {
    using fitted = restoreBoosted(await restoreTail(uri, tail), tail.config, calendar);
    const { values } = fitted.forecast(panel, panel.origin, horizon);
    closeDown(panel, panel.origin, horizon, values);
    bounds[k % 2 === 0 ? 'lower' : 'upper'].push(values);
  }
  return bounds;
}
