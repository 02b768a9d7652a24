import { invalid } from '@/lib/errors';

/** Offsets beyond this are no page that anyone turned to. */
const farthest = 2 ** 31 - 1;

/** Where the next page begins, as MLflow writes it: base64 of `{"offset": n}`. */
export function writePageToken(offset: number): string {
  return Buffer.from(`{"offset": ${offset}}`).toString('base64');
}

/** @throws AlmanacError `validation_failed` naming `pageToken`, in MLflow's words */
export function readPageToken(token: string | undefined): number {
  if (!token) return 0;
  const decoded = Buffer.from(token, 'base64').toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoded);
  } catch {
    throw invalid('pageToken', `Invalid page token, decoded value=b'${decoded}'`);
  }
  const offset = Number((parsed as { offset?: unknown } | null)?.offset);
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > farthest)
    throw invalid('pageToken', `Invalid page token, parsed value=${decoded}`);
  return offset;
}

/** One row more than a page tells whether there is another. */
export function pageOf<Row>(rows: Row[], offset: number, limit: number): { rows: Row[]; nextToken: string | undefined } {
  return { rows: rows.slice(0, limit), nextToken: rows.length > limit ? writePageToken(offset + limit) : undefined };
}
