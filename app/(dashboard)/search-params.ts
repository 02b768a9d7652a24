import { unstorable } from '@/lib/http/validation';

/** What a page's address may say, as Next gives it. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** One value of an address: the first of several; undefined where it is empty or no database could hold it. */
export function searchText(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === '' || unstorable(text) ? undefined : text;
}
