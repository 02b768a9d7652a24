import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Manifest, ManifestFile } from '@/lib/datasets/manifest';
import { AlmanacError, type ErrorItem } from '@/lib/errors';

/** Path of a data file as people know it: its key in the artifact store. */
export function shownPath(manifest: Pick<Manifest, 'root'>, file: string): string {
  return `${manifest.root}/${file}`;
}

/**
 * Holds files against the manifest, byte for byte.
 * @param folder where the manifest's root lies on this machine
 * @returns each file that is damaged or missing, with the remedy
 */
export async function damagedFiles(manifest: Manifest, folder: string, files: readonly ManifestFile[]): Promise<ErrorItem[]> {
  const problems: ErrorItem[] = [];
  const queue = files.values();
  const check = async () => {
    for (const file of queue) {
      const message = await damageOf(path.join(folder, file.path), file);
      if (message) problems.push({ path: shownPath(manifest, file.path), message });
    }
  };
  await Promise.all(Array.from({ length: 16 }, check));
  return problems;
}

async function damageOf(at: string, { sizeBytes, sha256 }: ManifestFile): Promise<string | undefined> {
  try {
    const { size } = await stat(at);
    if (size !== sizeBytes) return `is damaged: it has ${size} bytes where the manifest says ${sizeBytes}; restore it`;
    const hash = createHash('sha256');
    await pipeline(createReadStream(at, { highWaterMark: 1 << 20 }), hash);
    return hash.digest('hex') === sha256 ? undefined : 'is damaged: its SHA-256 is not the one in the manifest; restore it';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'is missing: restore it';
    throw error;
  }
}

export function notParquet(error: unknown): string {
  return `cannot be read as parquet: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`;
}

/** `data_invalid` for the files that are not as they should be. */
export function unreadable(problems: ErrorItem[]): AlmanacError {
  const [first] = problems;
  const others = problems.length > 1 ? ` ${problems.length - 1} other file(s) are not as they should be either.` : '';
  return new AlmanacError('data_invalid', `${first?.path} ${first?.message}.${others}`, problems.slice(0, 100));
}
