import { Prisma } from '@/generated/prisma/client';
import { placeOf } from '@/lib/datasets/history-place';
import { parseSeriesId } from '@/lib/datasets/series-id';
import { db } from '@/lib/db';
import { outlook } from '@/lib/forecasts/movers';
import type { ForecastList, ForecastSummary } from '@/lib/forecasts/schema';
import { getForecasts } from '@/lib/forecasts/service';
import type { ExportQuery } from './schema';

/** Points read at a time: the most that one question may ask for. */
const pageSize = 1000;
const figures = ['mean', 'lower80', 'upper80', 'lower90', 'upper90', 'lower95', 'upper95'] as const;

export interface CsvExport {
  /** What a browser saves it as. */
  fileName: string;
  /** The file in pieces, each made when the one before was taken. */
  pieces: AsyncGenerator<string>;
}

/**
 * Points of a published forecast as CSV, with a column for each key of the level. All pages are of one forecast, whatever is
 * published meanwhile.
 * @throws AlmanacError as `getForecasts` does
 */
export async function exportCsv(query: ExportQuery): Promise<CsvExport> {
  const first = await getForecasts({ ...query, limit: pageSize });
  const { dataset, origin } = first.forecast;
  const level = first.items[0] ? parseSeriesId(first.items[0].series).level : (query.level ?? first.forecast.level);
  const what = query.series === undefined ? level : (first.items[0]?.series ?? query.series).slice(dataset.length + 1);
  return { fileName: `forecast-${slug(dataset)}-${slug(what)}-${origin}.csv`, pieces: piecesOf(query, first, level) };
}

async function* piecesOf(query: ExportQuery, first: ForecastList, level: string): AsyncGenerator<string> {
  const names = level === 'total' ? [] : level.split('+');
  yield `${['series', ...names.map(cell), 'date', 'step', ...figures, 'actual', 'last_year'].join(',')}\r\n`;
  let page = first;
  for (;;) {
    yield await rowsOf(page, names);
    if (page.nextCursor === null) return;
    page = await getForecasts({ ...query, limit: pageSize, cursor: page.nextCursor });
  }
}

async function rowsOf({ items, forecast }: ForecastList, names: string[]): Promise<string> {
  const known = await knownOf([...new Set(items.map(({ series }) => series))], forecast);
  return items
    .map((point) => {
      const { keys } = parseSeriesId(point.series);
      const own = known.get(point.series);
      const cells = [
        cell(point.series),
        ...names.map((name) => cell(keys[name] ?? '')),
        point.date,
        point.step,
        ...figures.map((name) => point[name]),
        own?.actual[point.step - 1] ?? '',
        own?.before[point.step - 1] ?? '',
      ];
      return `${cells.join(',')}\r\n`;
    })
    .join('');
}

interface Known {
  id: string;
  /** By step: what came, and what was sold a year before. */
  actual: (number | null)[];
  before: (number | null)[];
}

async function knownOf(ids: string[], { origin, horizon, frequency }: ForecastSummary): Promise<Map<string, Known>> {
  const { year } = outlook[frequency];
  // Slices that begin before the history are short; steps are told from their own beginnings, so each is cut from the first place on.
  const rows = await db().$queryRaw<(Known & { missing: number })[]>`
    SELECT id, to_json(history[place.origin + 1 : place.origin + ${horizon}::int]) AS actual,
      to_json(history[greatest(place.origin + 1 - ${year}::int, 1) : place.origin + ${horizon}::int - ${year}::int]) AS before,
      greatest(${year}::int - place.origin, 0) AS missing
    FROM series CROSS JOIN LATERAL (SELECT ${placeOf(Prisma.sql`${origin}::date`)} AS origin) AS place
    WHERE id = ANY(${ids})`;
  return new Map(
    rows.map(({ missing, before, ...row }) => [row.id, { ...row, before: [...new Array<null>(missing).fill(null), ...before] }]),
  );
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
}

/** A value as CSV has it. What a spreadsheet would take for a formula is told apart by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
