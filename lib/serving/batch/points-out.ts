import type { ForecastColumns } from '../order';
import { shorten } from '../shorten';
import type { RowFormat } from './media';

/** What is wrong with a row of the request, in the answer's order. */
export interface ErrorRow {
  row: number;
  series?: string | undefined;
  problem: string;
}

/** How answers are written. */
export interface PointWriter {
  readonly header: string;
  /** @param warning stands in the series' first row */
  points(columns: ForecastColumns, place: number, horizon: number, warning?: string): string;
  error(row: ErrorRow): string;
}

const bounds = ['lower80', 'upper80', 'lower90', 'upper90', 'lower95', 'upper95'] as const;

/** Bounds of a point in the order of `bounds`. */
function boundsAt({ lower, upper }: ForecastColumns, k: number): number[] {
  return lower.flatMap((low, level) => [low[k] as number, upper[level]?.[k] as number]);
}

const csv: PointWriter = {
  header: `series,date,step,mean,${bounds.join(',')},error,warning\n`,
  points(columns, place, horizon, warning = '') {
    const series = cell(columns.ids[place] as string);
    let out = '';
    for (let step = 0; step < horizon; step++) {
      const k = place * horizon + step;
      out += `${series},${columns.dates[step]},${step + 1},${columns.mean[k]},${boundsAt(columns, k).join(',')},,${step === 0 ? cell(warning) : ''}\n`;
    }
    return out;
  },
  error: ({ row, series = '', problem }) => `${cell(shorten(series))},,,${','.repeat(bounds.length)},${cell(`row ${row}: ${problem}`)},\n`,
};

const ndjson: PointWriter = {
  header: '',
  points(columns, place, horizon, warning) {
    const series = JSON.stringify(columns.ids[place]);
    let out = '';
    for (let step = 0; step < horizon; step++) {
      const k = place * horizon + step;
      const values = boundsAt(columns, k);
      out += `{"series":${series},"date":"${columns.dates[step]}","step":${step + 1},"mean":${columns.mean[k]}`;
      for (let at = 0; at < bounds.length; at++) out += `,"${bounds[at]}":${values[at]}`;
      if (step === 0 && warning !== undefined) out += `,"warning":${JSON.stringify(warning)}`;
      out += '}\n';
    }
    return out;
  },
  error: ({ row, series, problem }) =>
    `${JSON.stringify({ ...(series !== undefined && { series: shorten(series) }), row, error: problem })}\n`,
};

export const writers: Record<RowFormat, PointWriter> = { csv, ndjson };

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
