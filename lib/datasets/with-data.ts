import { db } from '@/lib/db';
import { sampleDataset } from '@/lib/pipeline/parameters';

/** Names of the datasets that have a version, in order. */
export async function datasetsWithData(): Promise<string[]> {
  const rows = await db().dataset.findMany({ where: { versions: { some: {} } }, select: { name: true }, orderBy: { name: 'asc' } });
  return rows.map(({ name }) => name);
}

/** Whether there is a dataset of this name; the sample retailer always is. */
export async function isDataset(name: string): Promise<boolean> {
  return name === sampleDataset || (await db().dataset.count({ where: { name } })) > 0;
}

/** The dataset of a page whose address names none: the sample retailer, but where there are others and none of it, the first of those. */
export async function defaultDataset(): Promise<string> {
  const names = await datasetsWithData();
  return names.includes(sampleDataset) ? sampleDataset : (names[0] ?? sampleDataset);
}
