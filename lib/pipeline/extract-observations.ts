import { CovariateEvents } from '@/lib/data/covariate-events';
import { isoDate } from '@/lib/data/days';
import { type Filling, fillKnown, lifetimes, meanByGroup, pastByGroup } from '@/lib/data/observation-covariates';
import { ObservationGrid, offCalendar } from '@/lib/data/observation-grid';
import { groupSeries } from '@/lib/data/observation-groups';
import { ObservationSource } from '@/lib/data/observation-source';
import { endedAfter, levelTarget } from '@/lib/data/observation-target';
import { panelOfGrid } from '@/lib/data/panel-grid';
import { isFiner } from '@/lib/data/period-clock';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { Manifest } from '@/lib/datasets/manifest';
import type { DatasetSettings } from '@/lib/datasets/schema';
import { seriesId } from '@/lib/datasets/series-id';
import { canonicalLevel, levelsOf, structureOf } from '@/lib/datasets/structure';
import { AlmanacError, invalid } from '@/lib/errors';
import type { Extraction } from './extraction';
import { observationWindow } from './observation-window';
import type { PipelineParameters } from './parameters';
import type { TaskContext } from './task';

/** The panel of an imported dataset: holds its parts against the manifest, and brings its rows to the run's level and frequency. */
export async function extractObservations(
  { parameters, report, signal }: TaskContext,
  manifest: Manifest,
  settings: DatasetSettings,
  edits: readonly PlanEdit[] = [],
): Promise<Extraction> {
  const source = await ObservationSource.open(manifest);
  await source.verify();
  signal.throwIfAborted();
  report({ fraction: 0.2, message: 'files are as the manifest says' });
  return observationPanel(
    source,
    parameters,
    settings,
    (fraction, message) => {
      signal.throwIfAborted();
      report({ fraction: 0.2 + 0.7 * fraction, message });
    },
    edits,
  );
}

/**
 * The panel of one level and frequency of a version's rows, by the dataset's rules (`levelTarget`); blanks of covariates that
 * are known ahead are filled (`fillKnown`), also beyond the plan.
 * @throws AlmanacError `validation_failed` naming the level, frequency or date that the data do not bear; `data_invalid`
 */
export function observationPanel(
  source: ObservationSource,
  parameters: PipelineParameters,
  settings: Pick<DatasetSettings, 'weekLabel'>,
  progress: (fraction: number, message: string) => void = () => {},
  edits: readonly PlanEdit[] = [],
): Extraction {
  const { manifest, observations } = source;
  checkChoice(manifest, parameters);
  const { level, frequency } = parameters;
  const { first, last, map, weekLabel } = observationWindow(source, parameters, settings);
  progress(0, `${isoDate(first)} to ${isoDate(last)}`);
  const grid = new ObservationGrid(source, first, map.own);
  refuseOffCalendar(grid);
  const groups = groupSeries(level, grid.series, observations.attributes);
  progress(0.2, `${grid.series.length} series in ${source.parts.length} files`);

  const fine = grid.column('y');
  const alive = lifetimes(fine, groups, map, endedAfter[observations.frequency]);
  const { y, dropped } = levelTarget(fine, groups, map, observations.rules, observations.frequency);
  const units: Record<string, string> = { y: 'as in the data, summed' };
  const filled: Record<string, Filling> = {};
  const known: Record<string, Float64Array> = {};
  const past: Record<string, Float64Array> = {};
  const events = new CovariateEvents(edits, grid.series, { map, first, frequency: observations.frequency, weekLabel: settings.weekLabel });
  for (const name of observations.known) {
    const values = grid.column(name);
    filled[name] = fillKnown(values, name === observations.price ? 'price' : name === observations.promotion ? 'promotion' : 'other', map);
    events.apply(name, values);
    known[name] = meanByGroup(values, groups, map, alive);
    units[name] = 'mean over parts and dates';
    progress(0.2 + (0.8 * Object.keys(units).length) / (2 + source.covariates.length), `covariate ${name}`);
  }
  for (const name of observations.past) {
    const { values, how } = pastByGroup(grid.column(name), groups, map);
    past[name] = values;
    units[name] = `${how} over parts and dates`;
    progress(0.2 + (0.8 * Object.keys(units).length) / (2 + source.covariates.length), `covariate ${name}`);
  }
  const ids = groups.keys.map((keys) => seriesId(manifest.dataset, level, keys));
  const panel = panelOfGrid({
    ...{ frequency, ids, keys: groups.keys, attributes: groups.attributes, y, known, past },
    ...(frequency === 'week' && { weekLabel }),
    labels: map.labels,
    recorded: map.recorded,
  });
  const silent = groups.keys.length - panel.ids.length - dropped.length;
  return {
    panel,
    meta: { units, filled, price: observations.price, promotion: observations.promotion },
    rows: source.parts.reduce((sum, part) => sum + part.rows, 0),
    files: source.parts.length,
    first,
    last,
    notes: [
      ...(dropped.length > 0 ? [`${dropped.length} series left out that have ended`] : []),
      ...events.idle(observations.known),
      ...(silent > 0 ? [`${silent} series left out without a recorded target`] : []),
    ],
  };
}

/** What was checked before the run was queued, again: the dataset may have a newer version since. */
function checkChoice(manifest: Manifest, { level, frequency }: PipelineParameters): void {
  const structure = structureOf(manifest);
  if (canonicalLevel(structure, level) !== level)
    throw invalid(
      'level',
      `${manifest.dataset} has no level ${level}; it has ${levelsOf(structure).join(', ')}, and other combinations of these names`,
    );
  if (isFiner(frequency, structure.frequency))
    throw invalid('frequency', `${manifest.dataset} is recorded by the ${structure.frequency}, which cannot be split into ${frequency}s`);
}

const mostTold = 10;

/** @throws AlmanacError `data_invalid` naming rows whose date is no label of a period like the others' */
function refuseOffCalendar({ cells, source }: ObservationGrid): void {
  const errors: { path: string; message: string }[] = [];
  let count = 0;
  cells.forEach((part, index) => {
    for (let row = 0; row < part.length; row++) {
      if (part[row] !== offCalendar) continue;
      if (count++ < mostTold) errors.push({ path: `${source.shown(index)}, row ${row + 1}, date`, message: message(source) });
    }
  });
  if (count === 0) return;
  throw new AlmanacError(
    'data_invalid',
    `The dates of ${count} rows of ${source.manifest.dataset} are out of step with the others: ${errors[0]?.path}.`,
    errors,
  );
}

function message({ observations }: ObservationSource): string {
  return observations.frequency === 'month' ? 'must be the first day of a month' : 'must be a whole number of weeks from the others';
}
