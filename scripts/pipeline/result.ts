import { publishedText, registeredText } from '@/lib/pipeline-runs/outcome';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';

type Figures = Record<string, number | null>;

/** Columns of the table: figure, heading, digits, unit. */
const columns: [keyof Figures & string, string, number][] = [
  ['rmse', 'RMSE', 2],
  ['mae', 'MAE', 2],
  ['wape', 'WAPE %', 2],
  ['mase', 'MASE', 3],
];

const isFigures = (value: unknown): value is { backtest: Figures; test: Figures } => {
  const both = value as { backtest?: unknown; test?: unknown } | null;
  return typeof both === 'object' && both !== null && typeof both.backtest === 'object' && typeof both.test === 'object';
};

/** A table of text; the first column is left-aligned, the others right. */
export function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('───'));
  return lines.join('\n');
}

const number = (value: number | null | undefined, digits: number) => (typeof value === 'number' ? value.toFixed(digits) : '–');

/** Seconds between two times of a run. */
function seconds(run: PipelineRun): string {
  if (!run.startedAt || !run.finishedAt) return '–';
  return `${((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000).toFixed(1)} s`;
}

/** What a finished run has to show: the models' figures, the winner, where the forecast is, how long it took; or why it failed. */
export function resultText(run: PipelineRun): string {
  const lines: string[] = [];
  if (run.error) {
    lines.push(
      `Run ${run.id} ${run.status}: ${run.error.message}`,
      ...run.error.errors.map(({ path, message }) => `  ${path}: ${message}`),
    );
  }
  if (run.result) {
    const { bestModel, metrics, forecastId, outcome, registered } = run.result;
    const models = Object.entries(metrics).flatMap(([name, value]) => (isFigures(value) ? [[name, value] as const] : []));
    const heading = ['model', ...columns.map(([, title]) => `backtest ${title}`), ...columns.map(([, title]) => `test ${title}`)];
    const rows = models.map(([name, figures]) => [
      name === bestModel ? `${name} *` : name,
      ...columns.map(([figure, , digits]) => number(figures.backtest[figure], digits)),
      ...columns.map(([figure, , digits]) => number(figures.test[figure], digits)),
    ]);
    lines.push(table([heading, ...rows]), '', `best by backtest: ${bestModel ?? '–'}`);
    lines.push(`registered:       ${registeredText(run.result) ?? '–'}`);
    if (registered && outcome) lines.push(`                  ${outcome}`);
    lines.push(`published:        ${publishedText(run.result) ?? 'no forecast'}`);
    lines.push(`forecast:         ${forecastId ?? '–'}`);
  }
  lines.push(`run:              ${run.id} (${run.status})`, `duration:         ${seconds(run)}`);
  return lines.join('\n');
}
