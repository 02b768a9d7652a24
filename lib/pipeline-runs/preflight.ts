import { db } from '@/lib/db';
import { type ErrorItem, AlmanacError } from '@/lib/errors';
import { type PipelineParameters, sampleDataset } from '@/lib/pipeline/parameters';

const day = (date: Date) => date.toISOString().slice(0, 10);

/**
 * Whether a run with these parameters has something to learn from, told before it is queued.
 * @param prefix path of the parameters in what the client sent, e.g. `parameters`.
 * @throws AlmanacError `validation_failed` naming the dataset that is not there, or the date outside its days.
 */
export async function checkAgainstDataset(parameters: PipelineParameters, prefix = ''): Promise<void> {
  const { dataset: name, dataStartDate, dataEndDate } = parameters;
  const dataset = await db().dataset.findUnique({ where: { name }, include: { versions: { orderBy: { version: 'desc' }, take: 1 } } });
  const errors: ErrorItem[] = [];
  const wrong = (field: keyof PipelineParameters, message: string) => errors.push({ path: prefix ? `${prefix}.${field}` : field, message });

  // The sample retailer is made by the first run that asks for it.
  if (!dataset && name !== sampleDataset) {
    const known = await db().dataset.findMany({ select: { name: true }, orderBy: { name: 'asc' }, take: 20 });
    const names = known.map((other) => other.name).join(', ');
    wrong('dataset', `there is no dataset "${name}"; ${names ? `there are: ${names}` : 'there is none yet'}`);
  }
  const version = dataset?.versions[0];
  if (version) {
    const [first, last] = [day(version.firstDate), day(version.lastDate)];
    const days = `the dataset has the days from ${first} to ${last}`;
    if (dataStartDate && dataStartDate > last) wrong('dataStartDate', `${dataStartDate} is after the last day: ${days}`);
    if (dataEndDate && dataEndDate < first) wrong('dataEndDate', `${dataEndDate} is before the first day: ${days}`);
  }
  if (errors.length > 0) throw new AlmanacError('validation_failed', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
}
