import type { Phases } from './our-side';

const columns = ['read', 'features', 'train', 'predict', 'total'] as const;

/** Phases of several measurements as the median of each figure. */
export function median(runs: Phases[]): Phases {
  const names = Object.keys(runs[0] as Phases) as (keyof Phases)[];
  const middle = (name: keyof Phases) => {
    const sorted = runs.map((run) => run[name]).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] as number;
  };
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as unknown as Phases;
}

/** A table of phases, seconds and MiB. */
export function phaseTable(rows: Record<string, Phases>): string {
  const head = ['', ...columns.map((name) => `${name} s`), 'peak MiB', 'rows', 'columns', 'mean forecast'];
  return table([
    head,
    ...Object.entries(rows).map(([name, phases]) => [
      name,
      ...columns.map((column) => phases[column].toFixed(3)),
      phases.peakMib.toFixed(0),
      String(phases.rows),
      String(phases.columns),
      phases.meanForecast.toFixed(3),
    ]),
  ]);
}

/** Our figures over the peer's; what is below one is quicker or smaller. */
export function ratioTable(rows: Record<string, Phases>, peer: Phases): string {
  return table([
    ['ratio to mlforecast', ...columns, 'peak'],
    ...Object.entries(rows).map(([name, phases]) => [
      name,
      ...columns.map((column) => (phases[column] / peer[column]).toFixed(2)),
      (phases.peakMib / peer.peakMib).toFixed(2),
    ]),
  ]);
}

function table(rows: string[][]): string {
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  return rows
    .map((row) => row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] as number) : cell.padStart(widths[k] as number))).join('  '))
    .join('\n');
}
