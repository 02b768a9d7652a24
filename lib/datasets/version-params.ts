import { z } from 'zod';
import { notFound } from '@/lib/errors';

/** Path parameters of everything of one version of a dataset. */
export const versionParams = z.object({ name: z.string(), version: z.string() });

/** A version's number out of an address; one that cannot be is as unknown as one that is not there. @throws AlmanacError `not_found` */
export function versionNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw notFound(`There is no version ${text}.`, 'version');
}
