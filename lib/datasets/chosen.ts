import { notFound } from '@/lib/errors';
import { defaultDataset, isDataset } from './with-data';

/** The dataset that a request is about: the one it names, else the default. @throws AlmanacError `not_found` naming `dataset` */
export async function requireDataset(name: string | undefined): Promise<string> {
  if (name === undefined) return defaultDataset();
  if (!(await isDataset(name))) throw notFound(`There is no dataset ${name}.`, 'dataset');
  return name;
}
