import { isoDate } from '@/lib/data/days';
import { readPanel } from '@/lib/data/panel-file';
import { publishSeries } from '@/lib/datasets/series';
import { seriesId } from '@/lib/datasets/series-id';
import { type ConformalIntervals, halfWidth } from '@/lib/evaluation/conformal';
import type { Panel } from '@/lib/features/panel';
import { publishForecast } from '@/lib/forecasts/service';
import { SeasonalNaive } from '@/lib/models/baselines';
import { type BoostedState, FittedBoosted, modelFiles } from '@/lib/models/boosted';
import { loadBooster } from '@/lib/models/boosters';
import { closeDown, plannedClosures } from '@/lib/models/closures';
import { addPeriods } from '@/lib/models/forecaster';
import { artifactPath, artifactStore } from '@/lib/storage';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';
import { scalesAt } from './backtest';
import type { ForecasterState } from './champion';
import { combine } from './ensemble';
import { intervalLevels } from './evaluate';
import { isBooster, type MemberName } from './members';
import type { Registration } from './register';
import type { Task } from './task';
import { Workspace } from './workspace';

export interface ForecastOutput {
  forecastId: string;
  points: number;
  series: number;
  origin: string;
  modelVersion: number | null;
}

/** Publishes the next `horizon` periods of every series and of every aggregate above, with intervals. */
export const forecast: Task<ForecastOutput> = async (context) => {
  const { parameters, runId } = context;
  const workspace = new Workspace(runId);
  const { panel, meta } = await readPanel(runId);
  const registration = await workspace.readOptionalJson<Registration>('registration.json');
  const own = await workspace.readJson<ForecasterState>('forecaster.json');
  const champion = registration?.publish.kind === 'champion' ? await readState(registration.publish.source) : undefined;
  const state = champion ?? own;
  const version = registration?.publish.version ?? null;

  const mean = await forecastPanel(panel, state, parameters.horizon);
  context.report({ fraction: 0.5, message: `forecast by ${state.best}` });
  const levels = Object.keys(state.intervals);
  const points = levels.map((level) => levelPoints(panel, mean, state, level, parameters));
  const dates = Array.from({ length: parameters.horizon }, (_, k) => isoDate(addPeriods(panel, panel.origin, k + 1)));
  const total = points.reduce((sum, level) => sum + level.mean.length, 0);
  const column = (pick: (level: LevelPoints) => Float64Array) => {
    const out = new Float64Array(total);
    let at = 0;
    for (const level of points) {
      out.set(pick(level), at);
      at += level.mean.length;
    }
    return out;
  };
  for (const level of levels) {
    const group = grouping(panel, level);
    await publishSeries({ dataset: parameters.dataset, level, panel: aggregatePanel(panel, group) });
  }
  const forecastId = await publishForecast({
    pipelineRunId: runId,
    dataset: parameters.dataset,
    datasetVersion: meta.datasetVersion,
    level: parameters.level,
    frequency: parameters.frequency,
    origin: isoDate(panel.origin),
    horizon: parameters.horizon,
    modelName: registration?.modelName ?? state.best,
    modelVersion: version,
    intervalMethod: (state.intervals[parameters.level] as ConformalIntervals).method,
    points: {
      seriesId: points.flatMap((level) => level.ids.flatMap((id) => new Array<string>(parameters.horizon).fill(id))),
      level: points.flatMap((level) => new Array<string>(level.mean.length).fill(level.level)),
      step: Int32Array.from({ length: total }, (_, k) => (k % parameters.horizon) + 1),
      date: Array.from({ length: total }, (_, k) => dates[k % parameters.horizon] as string),
      mean: column((level) => level.mean),
      lower80: column((level) => level.lower[0] as Float64Array),
      upper80: column((level) => level.upper[0] as Float64Array),
      lower90: column((level) => level.lower[1] as Float64Array),
      upper90: column((level) => level.upper[1] as Float64Array),
      lower95: column((level) => level.lower[2] as Float64Array),
      upper95: column((level) => level.upper[2] as Float64Array),
    },
  });
  context.report({ fraction: 1, message: `${total} points of ${total / parameters.horizon} series published` });
  const output: ForecastOutput = {
    forecastId,
    points: total,
    series: total / parameters.horizon,
    origin: isoDate(panel.origin),
    modelVersion: version,
  };
  await workspace.writeJson('forecast.json', output);
  return output;
};

/** Mean forecasts of the modelled series from the saved files of a forecaster. */
export async function forecastPanel(panel: Panel, state: ForecasterState, horizon: number): Promise<Float64Array> {
  const names = Object.keys(state.members) as MemberName[];
  const members: Float64Array[] = [];
  for (const name of names) members.push(await forecastMember(panel, state, name, horizon));
  const values = combine(members, names, state.weights, horizon);
  closeDown(panel, panel.origin, horizon, values);
  return values;
}

async function forecastMember(panel: Panel, state: ForecasterState, name: MemberName, horizon: number): Promise<Float64Array> {
  if (!isBooster(name))
    return new SeasonalNaive((state.members[name] as { season: number }).season).forecast(panel, panel.origin, horizon).values;
  const uri = state.modelUris[name];
  if (!uri) throw new Error(`The forecaster names no files for ${name}.`);
  const library = loadBooster(name);
  const folder = artifactPath(uri);
  const saved = JSON.parse((await artifactStore().read(`${folder}/state.json`)).toString('utf8')) as BoostedState;
  const models = await Promise.all(modelFiles(saved.config).map((file) => artifactStore().read(`${folder}/${file}`)));
  using fitted = FittedBoosted.restore(library, models, saved);
  return fitted.forecast(panel, panel.origin, horizon).values;
}

interface LevelPoints {
  level: string;
  ids: string[];
  mean: Float64Array;
  lower: Float64Array[];
  upper: Float64Array[];
}

function levelPoints(
  panel: Panel,
  modelled: Float64Array,
  state: ForecasterState,
  level: string,
  { dataset, horizon }: { dataset: string; horizon: number },
): LevelPoints {
  const group = grouping(panel, level);
  const intervals = state.intervals[level] as ConformalIntervals;
  const mean = aggregateBlocks(modelled, group, horizon);
  const scales = scalesAt(aggregatePanel(panel, group), [panel.origin]);
  // What is wholly closed is certain to sell nothing.
  const closures = plannedClosures(panel, panel.origin, horizon);
  const open =
    closures &&
    aggregateBlocks(
      Float64Array.from(closures, (closed) => 1 - closed),
      group,
      horizon,
    );
  const half = (k: number, coverage: number) =>
    open?.[k] === 0 ? 0 : halfWidth(intervals, (k % horizon) + 1, coverage, scales[Math.floor(k / horizon)] as number);
  return {
    level,
    ids: group.keys.map((keys) => seriesId(dataset, level, keys)),
    mean,
    lower: intervalLevels.map((coverage) => mean.map((f, k) => Math.max(Math.min(0, f), f - half(k, coverage)))),
    upper: intervalLevels.map((coverage) => mean.map((f, k) => f + half(k, coverage))),
  };
}

async function readState(source: string): Promise<ForecasterState> {
  return JSON.parse((await artifactStore().read(`${artifactPath(source)}/forecaster.json`)).toString('utf8')) as ForecasterState;
}
