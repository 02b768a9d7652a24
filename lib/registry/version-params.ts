import { z } from 'zod';
import { notFound } from '@/lib/errors';

/** Path parameters of everything of a version. A number that cannot be is as unknown as one that is not there. */
export const versionParams = z.object({ name: z.string(), version: z.string() });

/** The number of a version as it stands in a path. @throws AlmanacError `not_found` naming `version` */
export function versionNumber(text: string): number {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= 2 ** 31 - 1) return number;
  throw notFound(`There is no version ${text}.`, 'version');
}
