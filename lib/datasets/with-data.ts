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
