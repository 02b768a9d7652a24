import type { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import { artifactFile } from '@/lib/tracking/service';

/** A run of hundreds of series has a judgement of a few MB; what is larger no page can show. */
const mostBytes = 32 * 1024 * 1024;

/**
 * A JSON file of a run; undefined where it has none.
 * @throws AlmanacError `not_found` naming `id`; `data_invalid` naming the file where it is no JSON or not what it should be
 */
export async function readRunJson<Value>(id: string, path: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
  const text = await textOf(id, path);
  if (text === undefined) return undefined;
  const result = schema.safeParse(parsed(text, path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not as expected'}`);
}

async function textOf(id: string, path: string): Promise<string | undefined> {
  try {
    const file = await artifactFile(id, path);
    if (file.sizeBytes > mostBytes) throw malformed(path, `has ${file.sizeBytes} bytes, more than can be shown`);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.open()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'not_found' && error.errors[0]?.path === 'path') return undefined;
    throw error;
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(path, 'is no JSON');
  }
}

function malformed(path: string, message: string): AlmanacError {
  return new AlmanacError('data_invalid', `${path} ${message}.`, [{ path, message }]);
}
