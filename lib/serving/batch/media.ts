import { AlmanacError } from '@/lib/errors';
import { requireType } from '@/lib/http/upload';

/** How rows are written, in and out. */
export type RowFormat = 'csv' | 'ndjson';

const formats: Record<string, RowFormat> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};

export const mediaTypes: Record<RowFormat, string> = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' };

/** Media types that a batch takes. */
export const takenTypes = Object.keys(formats);

/**
 * The formats of a request's rows and of its answer's: as the body says, and as is accepted; by default as they came.
 * @throws AlmanacError `unsupported_media_type` naming `content-type` or `accept`
 */
export function formatsOf(request: Request): { read: RowFormat; write: RowFormat } {
  const read = formats[requireType(request, takenTypes)] as RowFormat;
  return { read, write: accepted(request.headers.get('accept'), read) };
}

function accepted(header: string | null, own: RowFormat): RowFormat {
  const wanted = (header ?? '*/*')
    .split(',')
    .map((part, order) => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((text) => text.startsWith('q='))?.slice(2);
      return { type, order, quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ type, quality }) => type !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order);
  if (wanted.length === 0) return own;
  for (const { type } of wanted) {
    const ownType = own === 'csv' ? 'text' : 'application';
    if (type === '*/*' || type === `${ownType}/*`) return own;
    const format = formats[type] ?? (type === 'text/*' ? 'csv' : type === 'application/*' ? 'ndjson' : undefined);
    if (format) return format;
  }
  const message = `must allow text/csv or application/x-ndjson, not only ${header}`;
  throw new AlmanacError('unsupported_media_type', `Accept ${message}.`, [{ path: 'accept', message }]);
}
