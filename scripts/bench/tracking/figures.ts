import type { Side } from './side';

/** One line of the table: a figure of each side, and what was promised of it. */
export interface Result {
  task: string;
  /** In `unit`; undefined where the side was not measured. */
  ours: number;
  theirs: number | undefined;
  unit: string;
  /** How many times better ours is, where there are both. */
  ratio: number | undefined;
  target: string;
  holds: boolean | undefined;
}

/** The value that a share of the values does not exceed. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * Gives each side its turn, several times over, so that what else the machine does meanwhile weighs on both alike.
 * @returns what each turn of each side came to, in order
 */
export async function inTurns<Outcome>(
  sides: Side[],
  rounds: number,
  turn: (side: Side, round: number) => Promise<Outcome>,
): Promise<Map<Side, Outcome[]>> {
  const outcomes = new Map<Side, Outcome[]>(sides.map((side) => [side, []]));
  for (let round = 0; round < rounds; round++) {
    // Who begins changes too.
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) outcomes.get(side)?.push(await turn(side, round));
  }
  return outcomes;
}

/** A result of which more is better, such as requests a second. */
export function moreIsBetter(task: string, unit: string, ours: number, theirs: number | undefined, least: number): Result {
  const ratio = theirs === undefined ? undefined : ours / theirs;
  return { task, unit, ours, theirs, ratio, target: `${least} x`, holds: ratio === undefined ? undefined : ratio >= least };
}

/** A time, which is to be short by itself, and a share of theirs where `least` says so. */
export function lessIsBetter(
  task: string,
  ours: number,
  theirs: number | undefined,
  { mostMs, least }: { mostMs?: number; least?: number },
): Result {
  const ratio = theirs === undefined ? undefined : theirs / ours;
  const wanted = [...(least === undefined ? [] : [`${least} x`]), ...(mostMs === undefined ? [] : [`< ${mostMs} ms`])];
  const short = mostMs === undefined || ours < mostMs;
  const known = least === undefined || ratio !== undefined;
  const holds = wanted.length === 0 || !known ? undefined : short && (least === undefined || (ratio as number) >= least);
  return { task, unit: 'ms', ours, theirs, ratio, target: wanted.join(', '), holds };
}

/** The results as a table. */
export function resultTable(results: Result[], theirName: string): string {
  const figure = (value: number | undefined, unit: string) =>
    value === undefined ? '-' : `${value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 })} ${unit}`;
  const rows = [
    ['', 'Almanac', theirName, 'ratio', 'target', ''],
    ...results.map(({ task, ours, theirs, unit, ratio, target, holds }) => [
      task,
      figure(ours, unit),
      figure(theirs, unit),
      ratio === undefined ? '-' : `${ratio.toFixed(1)} x`,
      target,
      holds === undefined ? '' : holds ? 'holds' : 'MISSED',
    ]),
  ];
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  return rows
    .map((row) => row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] as number) : cell.padStart(widths[k] as number))).join('  '))
    .join('\n');
}
