import { open } from 'node:fs/promises';
import { head } from './bytes';
import { detectDialect, looseRows } from './csv-dialect';
import type { CsvDialect } from './csv-rows';
import { type FileFormat, headBytes, judgeHead } from './file-kind';
import type { Findings } from './findings';
import type { ImportOptions } from './options';
import { openParquet, type ParquetFile, sampleParquet } from './parquet-file';

/** A file that lies on this machine, ready to be looked at. */
export interface StagedFile {
  path: string;
  /** As its owner knows it. */
  name: string;
  sizeBytes: number;
  /** What is subtracted from the numbers of its rows: 1 for a query's rows, which have no header of their own. */
  rowShift?: number;
  /** How it was written, where that is known. */
  dialect?: CsvDialect;
}

interface TableBase extends StagedFile {
  /** Column names as the file has them, trimmed. */
  columns: string[];
  /** Rows from several places, as text. */
  sample: string[][];
  /** Whether the sample is all there is. */
  sampledAll: boolean;
}

/** A file that holds a table. */
export type Table = TableBase & ({ format: 'csv'; dialect: CsvDialect } | { format: 'parquet'; parquet: ParquetFile });

const mostSampledRows = 20_000;
const blocks = 7;
const blockBytes = 128 * 1024;
const mostColumns = 4096;

/** Looks at a file; undefined, with errors among the findings, where it holds no table. */
export async function openTable(
  file: StagedFile,
  hints: Pick<ImportOptions, 'encoding' | 'delimiter'>,
  findings: Findings,
  signal?: AbortSignal,
): Promise<Table | undefined> {
  const start = await head(file.path, headBytes);
  const { format, problem } = judgeHead(start, start.length >= file.sizeBytes);
  if (problem) {
    findings.error('format', problem, { file: file.name });
    return undefined;
  }
  const table = format === 'parquet' ? openParquetTable(file, findings) : await openCsvTable(file, start, hints, findings, signal);
  return table && checkColumns(table, findings) ? table : undefined;
}

function openParquetTable(file: StagedFile, findings: Findings): Table | undefined {
  const parquet = openParquet(file.path, file.name, findings);
  if (!parquet) return undefined;
  if (parquet.rows === 0) {
    findings.error('rows', 'has no rows', { file: file.name });
    return undefined;
  }
  const sample = sampleParquet(parquet);
  return {
    ...file,
    format: 'parquet' satisfies FileFormat,
    parquet,
    columns: parquet.columns.map(({ name }) => name.trim()),
    sample,
    sampledAll: sample.length >= parquet.rows,
  };
}

async function openCsvTable(
  file: StagedFile,
  start: Buffer,
  hints: Pick<ImportOptions, 'encoding' | 'delimiter'>,
  findings: Findings,
  signal?: AbortSignal,
): Promise<Table | undefined> {
  const dialect = file.dialect ?? (await detectDialect(file.path, file.name, hints, findings, signal));
  if (!dialect) return undefined;
  const complete = start.length >= file.sizeBytes;
  const decode = (bytes: Buffer) => new TextDecoder(dialect.encoding).decode(bytes);
  const rows = looseRows(decode(start.subarray(dialect.bomBytes)), dialect.delimiter, dialect.lineEnd, complete, mostSampledRows);
  const [header, ...body] = rows.slice(dialect.rowsAbove);
  if (!header) {
    findings.error('header', 'has no row that could be read', { file: file.name });
    return undefined;
  }
  if (body.length === 0 && complete) {
    findings.error('rows', 'has a header and no rows below it', { file: file.name });
    return undefined;
  }
  if (!complete && !dialect.encoding.startsWith('utf-16')) {
    for (const piece of await pieces(file)) {
      const lines = decode(piece);
      const inner = lines.slice(lines.indexOf(dialect.lineEnd) + 1);
      const more = looseRows(inner, dialect.delimiter, dialect.lineEnd, false, mostSampledRows / 10);
      body.push(...more.filter((cells) => cells.length === header.length));
    }
  }
  return {
    ...file,
    format: 'csv' satisfies FileFormat,
    dialect,
    columns: header.map((cell) => cell.trim()),
    sample: body.map((cells) => cells.map((cell) => cell.trim())),
    sampledAll: complete && body.length < mostSampledRows,
  };
}

/** Pieces of a file from all over it. */
async function pieces({ path, sizeBytes }: StagedFile): Promise<Buffer[]> {
  const file = await open(path, 'r');
  try {
    const all: Buffer[] = [];
    for (let i = 1; i <= blocks; i++) {
      const piece = Buffer.alloc(blockBytes);
      const { bytesRead } = await file.read(piece, 0, blockBytes, Math.floor(((sizeBytes - blockBytes) * i) / blocks));
      all.push(piece.subarray(0, bytesRead));
    }
    return all;
  } finally {
    await file.close();
  }
}

function checkColumns(table: Table, findings: Findings): boolean {
  const { columns, name: file } = table;
  const row = table.format === 'csv' ? 1 + table.dialect.rowsAbove : null;
  if (columns.length > mostColumns) {
    findings.error('columns', `has ${columns.length} columns; at most ${mostColumns} are read`, { file, row });
    return false;
  }
  const seen = new Map<string, number>();
  let sound = true;
  for (const [i, column] of columns.entries()) {
    const before = seen.get(column);
    if (column !== '' && before !== undefined) {
      findings.error('header', `heads columns ${before + 1} and ${i + 1}; give each column a name of its own`, {
        file,
        row,
        column,
        value: column,
      });
      sound = false;
    }
    seen.set(column, i);
  }
  if (table.format === 'csv' && columns.length === 1) {
    findings.error('columns', 'has one column only; a table of sales has a date and a target, separated by , ; | or tab', {
      file,
      row,
      value: columns[0] ?? '',
    });
    sound = false;
  }
  return sound;
}
