import type { Look } from './measure';

/** What issue and docs promise of every page. */
export const bounds = { lcpMs: 1500, interactionMs: 200, routeBytes: 250_000, liveMs: 1000 } as const;

/** The medians of a page's looks, and what the very first look at it took. */
export interface PageFigures {
  name: string;
  charts: boolean;
  first: Look;
  look: Look;
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const milliseconds = (ms: number | null | undefined) => (ms === null || ms === undefined ? '-' : `${Math.round(ms)} ms`);

/** Which bounds a page misses, in words; empty where it keeps all. */
export function missed({ look, charts }: PageFigures): string[] {
  return [
    ...(look.lcp >= bounds.lcpMs ? ['paint'] : []),
    ...((look.interaction ?? 0) >= bounds.interactionMs ? ['interaction'] : []),
    ...(!charts && look.routeScripts >= bounds.routeBytes ? ['JavaScript'] : []),
  ];
}

/** One line a page. */
export function pageTable(pages: PageFigures[]): string {
  return table([
    [
      'page',
      'first byte',
      'largest paint',
      'at first',
      'chart drawn',
      'interaction',
      'its answer',
      'route JS',
      'chart JS',
      'HTML',
      'requests',
      '',
    ],
    ...pages.map((page) => {
      const { look, first } = page;
      const misses = missed(page);
      return [
        page.name,
        ...[look.ttfb, look.lcp, first.lcp, look.chart].map(milliseconds),
        look.interaction === 0 ? '< 16 ms' : milliseconds(look.interaction),
        milliseconds(look.answer),
        ...[look.routeScripts, look.chartScripts, look.html].map(kilobytes),
        String(look.requests),
        misses.length === 0 ? 'holds' : `MISSED: ${misses.join(', ')}`,
      ];
    }),
    ['bound', '', `< ${bounds.lcpMs} ms`, '', '', `< ${bounds.interactionMs} ms`, '', `< ${kilobytes(bounds.routeBytes)}`, '', '', '', ''],
  ]);
}

function table(rows: string[][]): string {
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  return rows
    .map((row) =>
      row
        .map((cell, k) => (k === 0 || k === row.length - 1 ? cell.padEnd(widths[k] as number) : cell.padStart(widths[k] as number)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Each figure's median over several looks. */
export function medianLook(looks: Look[]): Look {
  const middle = (of: (look: Look) => number | null | undefined) => {
    const values = looks
      .map(of)
      .filter((value): value is number => typeof value === 'number')
      .sort((a, b) => a - b);
    return values[Math.floor((values.length - 1) / 2)];
  };
  const sure = (of: (look: Look) => number) => middle(of) as number;
  return {
    ...{
      ttfb: sure((look) => look.ttfb),
      lcp: sure((look) => look.lcp),
      chart: middle((look) => look.chart) ?? null,
      html: sure((look) => look.html),
    },
    ...{
      routeScripts: sure((look) => look.routeScripts),
      chartScripts: sure((look) => look.chartScripts),
      requests: sure((look) => look.requests),
    },
    ...{ interaction: middle((look) => look.interaction), answer: middle((look) => look.answer) },
  };
}
