/** Bytes of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What a range is a part of. */
export interface RangedFile {
  sizeBytes: number;
  /** Strong, with its quotes. */
  etag: string;
  modifiedAt: Date;
}

/**
 * The part of a file that a request's `Range` asks for (RFC 9110, sections 13.1.5 and 14.2): undefined where the whole is to be sent,
 * because none is asked for, or in a way that nobody knows, or several are, or `If-Range` names another state of the file.
 */
export function requestedRange(headers: Headers, file: RangedFile): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(headers.get('range') ?? '');
  if (!match || !sameState(headers.get('if-range'), file)) return undefined;
  const [first, last] = [match[1] as string, match[2] as string];
  if (first === '') {
    if (last === '') return undefined;
    const length = Math.min(Number(last), file.sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: file.sizeBytes - length, end: file.sizeBytes - 1 };
  }
  const start = Number(first);
  // An end before the start is no range at all, rather than one that there is nothing of.
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= file.sizeBytes) return 'unsatisfiable';
  return { start, end: last === '' ? file.sizeBytes - 1 : Math.min(Number(last), file.sizeBytes - 1) };
}

/** A weak tag never is the same state; a date is where it is that of the file to the second. */
function sameState(condition: string | null, { etag, modifiedAt }: RangedFile): boolean {
  if (condition === null) return true;
  return /^(W\/)?"/.test(condition) ? condition === etag : condition === modifiedAt.toUTCString();
}
