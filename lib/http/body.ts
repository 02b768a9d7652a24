import { AlmanacError, invalid } from '@/lib/errors';
import { unstorable } from './validation';

/** Most bytes a JSON body may have. Larger things (artifacts, imports) are streamed by routes of their own. */
export const maxJsonBytes = 1024 * 1024;

function tooLarge(mostBytes: number): AlmanacError {
  return new AlmanacError('payload_too_large', `The body may have at most ${mostBytes} bytes.`, [
    { path: 'body', message: 'is too large' },
  ]);
}

/**
 * A request's body as text.
 * @throws AlmanacError `payload_too_large`, or `bad_request` where it is no UTF-8
 */
export async function readText(request: Request, mostBytes = maxJsonBytes): Promise<string> {
  if (Number(request.headers.get('content-length')) > mostBytes) throw tooLarge(mostBytes);
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new AlmanacError('bad_request', 'The body is not UTF-8 text.', [{ path: 'body', message: 'must be UTF-8' }], { cause: error });
  }
}

/**
 * A request's JSON body; undefined where it is empty.
 * @throws AlmanacError `unsupported_media_type`, `payload_too_large`, `bad_request` (no JSON) or `validation_failed` (text nobody can store).
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text.trim() === '') return undefined;
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && !type.endsWith('+json')) {
    const message = `must be application/json, not ${type || 'missing'}`;
    throw new AlmanacError('unsupported_media_type', `Content-Type ${message}.`, [{ path: 'content-type', message }]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = (error as SyntaxError).message;
    throw new AlmanacError('bad_request', `The body is not JSON: ${why}`, [{ path: 'body', message: `is not JSON: ${why}` }], {
      cause: error,
    });
  }
  const broken = unstorable(value);
  if (broken) throw invalid(broken.path || 'body', broken.message);
  return value;
}
