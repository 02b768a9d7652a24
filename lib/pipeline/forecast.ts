import { isoDate } from '@/lib/data/days';
import { readPanel } from '@/lib/data/panel-file';
import { publishSeries } from '@/lib/datasets/series';
import { seriesId } from '@/lib/datasets/series-id';
import type { IntervalBounds, IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import type { Panel } from '@/lib/features/panel';
import { publishForecast } from '@/lib/forecasts/service';
import { addPeriods } from '@/lib/models/forecaster';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';
import { scalesAt } from './backtest';
import { calendarOf } from './calendar';
import { type ForecasterState, intervalMethods } from './champion';
import { forecastPanel, readForecaster } from './forecaster-files';
import { boundsAtLevel, certainWhereClosed, closedAtLevel } from './level-intervals';
import { forecastTails } from './quantile-files';
import { layQuantiles, quantilesAtLevel } from './quantile-intervals';
import type { Registration } from './register';
import { readRunStart } from './run-start';
import type { Task } from './task';
import { forecasterUri } from './track-evaluation';
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
  const source = registration?.publish.kind === 'champion' ? registration.publish.source : await forecasterUri(runId, parameters);
  const state = registration?.publish.kind === 'champion' ? await readForecaster(source) : own;
  const version = registration?.publish.version ?? null;

  const { mean, combined, members } = await forecastPanel(panel, state, source, parameters.horizon, calendarOf(panel, meta));
  await workspace.writeNumbers('forecast/combined.f64', combined);
  await workspace.writeNumbers('forecast/mean.f64', mean);
  for (const [name, values] of members) await workspace.writeNumbers(`members/${name}/forecast.f64`, values);
  context.report({ fraction: 0.5, message: `forecast by ${state.best}` });
  const quantiles = state.quantiles && (await forecastTails(panel, state.quantiles, parameters.horizon, calendarOf(panel, meta)));
  const levels = Object.keys(state.intervals);
  const points = levels.map((level) => levelPoints(panel, mean, quantiles, state, level, parameters));
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
  for (const { level, summed } of points) {
    context.log?.('info', `level ${level}: ${summed.ids.length} series`);
    await publishSeries({ dataset: parameters.dataset, level, panel: summed });
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
    intervalMethod: intervalMethods(state),
    publishedAt: (await readRunStart(runId))?.repeats?.publishedAt,
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

interface LevelPoints {
  level: string;
  ids: string[];
  /** The panel at this level. */
  summed: Panel;
  mean: Float64Array;
  lower: Float64Array[];
  upper: Float64Array[];
}

function levelPoints(
  panel: Panel,
  modelled: Float64Array,
  quantiles: IntervalBounds | undefined,
  state: ForecasterState,
  level: string,
  { dataset, horizon }: { dataset: string; horizon: number },
): LevelPoints {
  const group = grouping(panel, level);
  const summed = aggregatePanel(panel, group);
  const mean = aggregateBlocks(modelled, group, horizon);
  const split = boundsAtLevel(state.intervals[level] as IntervalModel, summed, panel.origin, mean, horizon);
  const scales = scalesAt(summed, [panel.origin]);
  const laid =
    state.quantiles && quantiles && level === state.level
      ? layQuantiles(state.quantiles.calibration, quantilesAtLevel(quantiles, group, horizon), { forecast: mean, scales, horizon }, split)
      : split;
  const bounds = certainWhereClosed(laid, mean, closedAtLevel(panel, group, [panel.origin], horizon));
  return {
    level,
    ids: group.keys.map((keys) => seriesId(dataset, level, keys)),
    summed,
    mean,
    lower: bounds.lower,
    upper: bounds.upper,
  };
}
