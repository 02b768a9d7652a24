import { levelsAbove } from '@/lib/datasets/levels';
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
import { coherenceOf, reconciliationFile } from './coherence';
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

export interface PanelForecasts {
  /** Of the modelled series, coherent with the levels above. */
  mean: Float64Array;
  /** Before they were made coherent: the members weighed. */
  combined: Float64Array;
  members: Map<MemberName, Float64Array>;
}

/** Mean forecasts of the modelled series from the saved files of a forecaster, in the folder `source`, and those of each of its members. */
export async function forecastPanel(
  panel: Panel,
  state: ForecasterState,
  source: string,
  horizon: number,
  calendar: HolidayCalendar,
): Promise<PanelForecasts> {
  const members = new Map<MemberName, Float64Array>();
  for (const name of Object.keys(state.members) as MemberName[]) {
    using fitted = await restoreMember(panel, state, name, calendar);
    members.set(name, fitted.forecast(panel, panel.origin, horizon).values);
  }
  const combined = combine([...members.values()], [...members.keys()], state.weights, horizon);
  closeDown(panel, panel.origin, horizon, combined);
  const levels = levelsAbove(state.level, panel.keys, panel.attributes);
  const coherence = coherenceOf(panel, levels, { ...state, horizon }, calendar);
  const mean = coherence ? coherence.atOrigin(combined, await learntErrors(source)) : combined;
  return { mean, combined, members };
}

/** Errors that reconciliation weighs levels by. */
async function learntErrors(source: string): Promise<Float64Array> {
  const bytes = await artifactStore().read(`${artifactPath(source)}/${reconciliationFile}`);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
