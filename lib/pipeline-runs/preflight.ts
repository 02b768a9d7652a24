import { isoDate, parseDay } from '@/lib/data/days';
import { isFiner, labelOf, PeriodClock } from '@/lib/data/period-clock';
import { readStructure } from '@/lib/datasets/describe';
import type { Dataset } from '@/lib/datasets/schema';
import { getDataset, getDatasetVersion, listDatasets } from '@/lib/datasets/service';
import { canonicalLevel, describeStructure } from '@/lib/datasets/structure';
import { AlmanacError, type ErrorItem } from '@/lib/errors';
import { evaluationWindows, leastPeriods } from '@/lib/evaluation/windows';
import { defaultHorizon, type PipelineParameters, type RequestedParameters, sampleDataset, tooFar } from '@/lib/pipeline/parameters';

type Wrong = (field: keyof PipelineParameters, message: string) => void;

async function findDataset(name: string): Promise<Dataset | undefined> {
  return getDataset(name).catch(unlessMissing);
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
  throw error;
}

/** The dataset as it is at the version that a run asks for, with the structure and days of that version. */
async function atVersion(dataset: Dataset, version: number, wrong: Wrong): Promise<Dataset | undefined> {
  const found = await getDatasetVersion(dataset.name, version).catch(unlessMissing);
  if (!found) {
    const newest = dataset.version?.version;
    wrong(
      'datasetVersion',
      `${dataset.name} has no version ${version}; ${newest === undefined ? 'it has none yet' : `its newest is ${newest}`}`,
    );
    return undefined;
  }
  const structure = await readStructure(dataset.name, { dataset: dataset.name, ...found });
  return { ...dataset, version: found, structure: structure ? describeStructure(structure, dataset.name === sampleDataset) : null };
}

/**
 * Whether a run with these parameters has something to learn from, told before it is queued; answers what it will be told,
 * with what the request left open filled in from the dataset: its default level (under its one name), its own frequency, and
 * the default horizon of that frequency.
 * @param prefix path of the parameters in what the client sent, e.g. `parameters`.
 * @throws AlmanacError `validation_failed` naming the dataset or the version of it that is not there, the level or frequency that it does not have,
 *   or the date outside its days.
 */
export async function resolveParameters(requested: RequestedParameters, prefix = ''): Promise<PipelineParameters> {
  const errors: ErrorItem[] = [];
  const wrong: Wrong = (field, message) => errors.push({ path: prefix ? `${prefix}.${field}` : field, message });
  const named = await findDataset(requested.dataset);
  let resolved: PipelineParameters | undefined;
  if (named) {
    const dataset = requested.datasetVersion === undefined ? named : await atVersion(named, requested.datasetVersion, wrong);
    if (dataset) {
      resolved = fitted(requested, dataset, wrong);
      checkDates(requested, dataset, wrong);
      if (resolved && errors.length === 0) checkHistory(resolved, dataset, wrong);
    }
  } else {
    const known = await listDatasets({ limit: 20 });
    const names = known.items.map((other) => other.name).join(', ');
    wrong('dataset', `there is no dataset "${requested.dataset}"; ${names ? `there are: ${names}` : 'there is none yet'}`);
  }
  if (errors.length > 0 || !resolved)
    throw new AlmanacError('validation_failed', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
  return resolved;
}

function fitted(requested: RequestedParameters, { name, version, structure }: Dataset, wrong: Wrong): PipelineParameters | undefined {
  if (!structure) {
    wrong('dataset', version ? `the manifest of ${name} version ${version.version} is missing: restore it` : `${name} has no data yet`);
    return undefined;
  }
  const level = canonicalLevel(structure, requested.level ?? structure.defaultLevel);
  if (level === undefined)
    wrong('level', `${name} has no level ${requested.level}; it has ${structure.levels.join(', ')}, and other combinations of these names`);
  const frequency = requested.frequency ?? structure.frequency;
  const horizon = requested.horizon ?? defaultHorizon[frequency];
  if (isFiner(frequency, structure.frequency))
    wrong(
      'frequency',
      `${name} is recorded by the ${structure.frequency}, which cannot be split: must be one of ${structure.frequencies.join(', ')}`,
    );
  else {
    const problem = tooFar(horizon, frequency);
    if (problem) wrong('horizon', problem);
  }
  return level === undefined ? undefined : { ...requested, level, frequency, horizon };
}

function checkDates({ dataStartDate, dataEndDate }: RequestedParameters, { version }: Dataset, wrong: Wrong): void {
  if (!version) return;
  const { firstDate, lastDate } = version;
  const days = `the dataset has the days from ${firstDate} to ${lastDate}`;
  if (dataStartDate && dataStartDate > lastDate) wrong('dataStartDate', `${dataStartDate} is after the last day: ${days}`);
  if (dataEndDate && dataEndDate < firstDate) wrong('dataEndDate', `${dataEndDate} is before the first day: ${days}`);
}

/** Whether the days asked for can hold the backtest that is asked for. Days without data are found out only when they are read. */
function checkHistory(parameters: PipelineParameters, { version }: Dataset, wrong: Wrong): void {
  if (!version) return;
  const { dataStartDate, dataEndDate, maxFilesToProcess, frequency, horizon, backtestOrigins, backtestStep } = parameters;
  const first = Math.max(parseDay(version.firstDate), parseDay(dataStartDate ?? version.firstDate));
  const last = Math.min(parseDay(version.lastDate), parseDay(dataEndDate ?? version.lastDate));
  const clock = new PeriodClock(frequency, labelOf(frequency, first));
  const periods = clock.indexOf(labelOf(frequency, last)) - clock.indexOf(labelOf(frequency, first)) + 1;
  const least = leastPeriods(horizon, frequency);
  const there = `there are ${Math.max(0, periods)} from ${isoDate(first)} to ${isoDate(last)}`;
  if (periods < least) {
    const field = dataStartDate && dataStartDate > version.firstDate ? 'dataStartDate' : dataEndDate ? 'dataEndDate' : 'horizon';
    wrong(field, `a horizon of ${horizon} needs at least ${least} ${frequency}s of history; ${there}`);
  } else if (maxFilesToProcess !== undefined && frequency === 'day' && maxFilesToProcess < least)
    wrong('maxFilesToProcess', `a horizon of ${horizon} needs at least ${least} days of history`);
  else if (
    backtestStep !== undefined &&
    !evaluationWindows(periods, horizon, frequency, { selectionOrigins: backtestOrigins, selectionStep: backtestStep })
  )
    wrong(
      'backtestOrigins',
      `${backtestOrigins} origins ${backtestStep} ${frequency}s apart reach further back than the history: ${there}`,
    );
}
