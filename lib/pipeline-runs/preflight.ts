import { getDataset, listDatasets } from '@/lib/datasets/service';
import { AlmanacError, type ErrorItem } from '@/lib/errors';
import type { PipelineParameters } from '@/lib/pipeline/parameters';

async function findDataset(name: string) {
  try {
    return await getDataset(name);
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/**
 * Whether a run with these parameters has something to learn from, told before it is queued.
 * @param prefix path of the parameters in what the client sent, e.g. `parameters`.
 * @throws AlmanacError `validation_failed` naming the dataset that is not there, or the date outside its days.
 */
export async function checkAgainstDataset(parameters: PipelineParameters, prefix = ''): Promise<void> {
  const { dataset: name, dataStartDate, dataEndDate } = parameters;
  const errors: ErrorItem[] = [];
  const wrong = (field: keyof PipelineParameters, message: string) => errors.push({ path: prefix ? `${prefix}.${field}` : field, message });

  const dataset = await findDataset(name);
  if (!dataset) {
    const known = await listDatasets({ limit: 20 });
    const names = known.items.map((other) => other.name).join(', ');
    wrong('dataset', `there is no dataset "${name}"; ${names ? `there are: ${names}` : 'there is none yet'}`);
  }
  if (dataset?.version) {
    const { firstDate, lastDate } = dataset.version;
    const days = `the dataset has the days from ${firstDate} to ${lastDate}`;
    if (dataStartDate && dataStartDate > lastDate) wrong('dataStartDate', `${dataStartDate} is after the last day: ${days}`);
    if (dataEndDate && dataEndDate < firstDate) wrong('dataEndDate', `${dataEndDate} is before the first day: ${days}`);
  }
  if (errors.length > 0)
    throw new AlmanacError('validation_failed', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
}
