import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { type BoostedState, FittedBoosted, modelFiles } from '@/lib/models/boosted';
import { loadBooster } from '@/lib/models/boosters';
import { closeDown } from '@/lib/models/closures';
import type { FittedForecaster } from '@/lib/models/forecaster';
import { makeStatistical, restoreBoosted } from '@/lib/models/members/make-forecaster';
import { boosterOf, type MemberConfig, type MemberName } from '@/lib/models/members/member';
import { artifactPath, artifactStore } from '@/lib/storage';
import type { ForecasterState } from './champion';
import { combine } from './ensemble';

/** What a version's folder says of its forecaster. @throws AlmanacError `not_found` */
export async function readForecaster(source: string): Promise<ForecasterState> {
  return JSON.parse((await artifactStore().read(`${artifactPath(source)}/forecaster.json`)).toString('utf8')) as ForecasterState;
}

/** A member ready to forecast: brought back from its files, or a statistical one, which has none. */
export async function restoreMember(
  panel: Panel,
  state: ForecasterState,
  name: MemberName,
  calendar: HolidayCalendar,
): Promise<FittedForecaster> {
  const config = state.members[name] as MemberConfig;
  const booster = boosterOf(name);
  // Statistical members learn from the history that they forecast from.
  if (!booster) return makeStatistical(config, calendar).fit(panel, panel.origin);
  const uri = state.modelUris[name];
  if (!uri) throw new Error(`The forecaster names no files for ${name}.`);
  const folder = artifactPath(uri);
  const saved = JSON.parse((await artifactStore().read(`${folder}/state.json`)).toString('utf8')) as BoostedState;
  const models = await Promise.all(modelFiles(saved.config).map((file) => artifactStore().read(`${folder}/${file}`)));
  return restoreBoosted(FittedBoosted.restore(loadBooster(booster), models, saved), config, calendar);
}

/** Mean forecasts of the modelled series from the saved files of a forecaster, and those of each of its members. */
export async function forecastPanel(
  panel: Panel,
  state: ForecasterState,
  horizon: number,
  calendar: HolidayCalendar,
): Promise<{ mean: Float64Array; members: Map<MemberName, Float64Array> }> {
  const members = new Map<MemberName, Float64Array>();
  for (const name of Object.keys(state.members) as MemberName[]) {
    using fitted = await restoreMember(panel, state, name, calendar);
    members.set(name, fitted.forecast(panel, panel.origin, horizon).values);
  }
  const mean = combine([...members.values()], [...members.keys()], state.weights, horizon);
  closeDown(panel, panel.origin, horizon, mean);
  return { mean, members };
}
