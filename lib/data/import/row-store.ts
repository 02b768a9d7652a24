import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Rows of one bucket, in the order in which they came. */
export interface BucketRows {
  length: number;
  series: Int32Array;
  date: Int32Array;
  /** Number of the row among all rows read; 0 for rows of an earlier version. */
  row: Int32Array;
  values: Float64Array[];
}

const chunkRows = 16_384;

interface Chunk {
  used: number;
  series: Int32Array;
  date: Int32Array;
  row: Int32Array;
  values: Float64Array;
}

/**
 * Rows as plain numbers, in buckets that are worked on one after the other. What does not fit into memory goes to a file per bucket, so
 * that a source of any length takes the memory of a few buckets.
 */
export class RowStore {
  readonly #columns: number;
  readonly #folder: string;
  readonly #mostChunks: number;
  readonly #open: Chunk[];
  readonly #full: Chunk[][];
  readonly #files: ({ descriptor: number; chunks: number } | undefined)[];
  readonly #spare: Chunk[] = [];
  #chunks = 0;
  rows = 0;

  /**
   * @param columns of values in a row
   * @param memoryBytes that full chunks may take before further ones go to files
   */
  constructor({ columns, buckets, folder, memoryBytes }: { columns: number; buckets: number; folder: string; memoryBytes: number }) {
    this.#columns = columns;
    this.#folder = folder;
    this.#mostChunks = Math.max(0, Math.floor(memoryBytes / this.#chunkBytes));
    this.#open = Array.from({ length: buckets }, () => this.#newChunk());
    this.#full = Array.from({ length: buckets }, () => []);
    this.#files = Array.from({ length: buckets });
  }

  get buckets(): number {
    return this.#open.length;
  }

  get #chunkBytes(): number {
    return chunkRows * (12 + 8 * this.#columns);
  }

  add(bucket: number, series: number, date: number, row: number, values: ArrayLike<number>): void {
    let chunk = this.#open[bucket] as Chunk;
    if (chunk.used === chunkRows) chunk = this.#turnOver(bucket);
    const at = chunk.used++;
    chunk.series[at] = series;
    chunk.date[at] = date;
    chunk.row[at] = row;
    for (let k = 0; k < this.#columns; k++) chunk.values[k * chunkRows + at] = values[k] as number;
    this.rows++;
  }

  /** All rows of a bucket, which is then empty. */
  take(bucket: number): BucketRows {
    const chunks = [...(this.#full[bucket] as Chunk[])];
    const file = this.#files[bucket];
    for (let i = 0; i < (file?.chunks ?? 0); i++) chunks.push(this.#read((file as { descriptor: number }).descriptor, i));
    chunks.push(this.#open[bucket] as Chunk);
    const length = chunks.reduce((sum, chunk) => sum + chunk.used, 0);
    const rows: BucketRows = {
      length,
      series: new Int32Array(length),
      date: new Int32Array(length),
      row: new Int32Array(length),
      values: Array.from({ length: this.#columns }, () => new Float64Array(length)),
    };
    let at = 0;
    for (const chunk of chunks) {
      rows.series.set(chunk.series.subarray(0, chunk.used), at);
      rows.date.set(chunk.date.subarray(0, chunk.used), at);
      rows.row.set(chunk.row.subarray(0, chunk.used), at);
      for (const [k, values] of rows.values.entries()) values.set(chunk.values.subarray(k * chunkRows, k * chunkRows + chunk.used), at);
      at += chunk.used;
    }
    this.#full[bucket] = [];
    this.#open[bucket] = this.#newChunk(1);
    if (file) file.chunks = 0;
    return rows;
  }

  /** Lets go of the files, which whoever owns the folder removes. */
  close(): void {
    for (const file of this.#files) if (file) closeSync(file.descriptor);
    this.#files.fill(undefined);
  }

  #turnOver(bucket: number): Chunk {
    const full = this.#open[bucket] as Chunk;
    if (this.#chunks < this.#mostChunks) {
      this.#chunks++;
      (this.#full[bucket] as Chunk[]).push(full);
    } else {
      this.#write(bucket, full);
      full.used = 0;
      this.#spare.push(full);
    }
    const next = this.#spare.pop() ?? this.#newChunk();
    this.#open[bucket] = next;
    return next;
  }

  #newChunk(rows = chunkRows): Chunk {
    return {
      used: 0,
      series: new Int32Array(rows),
      date: new Int32Array(rows),
      row: new Int32Array(rows),
      values: new Float64Array(rows * this.#columns),
    };
  }

  #write(bucket: number, chunk: Chunk): void {
    let file = this.#files[bucket];
    if (!file) {
      file = { descriptor: openSync(path.join(this.#folder, `rows-${bucket}.bin`), 'w+'), chunks: 0 };
      this.#files[bucket] = file;
    }
    let at = file.chunks * this.#chunkBytes;
    for (const array of [chunk.series, chunk.date, chunk.row, chunk.values]) {
      writeSync(file.descriptor, array, 0, array.byteLength, at);
      at += array.byteLength;
    }
    file.chunks++;
  }

  #read(descriptor: number, index: number): Chunk {
    const chunk = this.#newChunk();
    let at = index * this.#chunkBytes;
    for (const array of [chunk.series, chunk.date, chunk.row, chunk.values]) {
      const read = readSync(descriptor, array, 0, array.byteLength, at);
      if (read !== array.byteLength) throw new Error('A file of rows in passing is shorter than it was written.');
      at += array.byteLength;
    }
    chunk.used = chunkRows;
    return chunk;
  }
}
