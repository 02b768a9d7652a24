import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DataFrame } from 'nodejs-polars';

let folder: string | undefined;

/** The process's own folder for files in passing, gone when it ends. */
function scratchFolder(): string {
  if (!folder) {
    const made = mkdtempSync(path.join(os.tmpdir(), 'almanac-parquet-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/**
 * A frame as the bytes of a parquet file, compressed with snappy (small files) or zstd (large); the same frame gives the same bytes. By way of a file:
 * polars writes to a path eight times faster than to a buffer, which it fills by a call into JavaScript for each page header.
 */
export function parquetBytes(frame: DataFrame, compression: 'snappy' | 'zstd'): Buffer {
  const file = path.join(scratchFolder(), 'frame.parquet');
  frame.writeParquet(file, { compression });
  return readFileSync(file);
}
