import { naturalOrder } from './natural-order';
import type { PlotOf } from './schema';
import type { JudgementFile } from './sources';

const shown = ['wape', 'rmse', 'bias', 'mase'] as const;

/** Cuts whose segments have an order of their own; others are the values of a key. */
const ordered = new Set(['horizon', 'weekday', 'month', 'volume', 'demand']);

/** The judgement's rows as charts draw them: by level, then by the way to cut, one column a model. What is not cut is left out. */
export function segmentsPlot({ segments }: JudgementFile): PlotOf<'segments'> {
  const cut = segments.filter(({ by }) => by !== 'all');
  const models = distinct(cut.map(({ model }) => model));
  const levels = distinct(cut.map(({ level }) => level)).map((level) => {
    const atLevel = cut.filter((row) => row.level === level);
    const cuts = distinct(atLevel.map(({ by }) => by)).map((by) => {
      const rows = atLevel.filter((row) => row.by === by);
      const found = distinct(rows.map(({ segment }) => segment));
      const labels = ordered.has(by) ? found : found.sort(naturalOrder);
      const figures = new Map(rows.map((row) => [JSON.stringify([row.model, row.segment]), row.metrics]));
      const column = (model: string, name: (typeof shown)[number]) =>
        labels.map((label) => figures.get(JSON.stringify([model, label]))?.[name] ?? null);
      const byModel = models.map((model) => [
        model,
        { wape: column(model, 'wape'), rmse: column(model, 'rmse'), bias: column(model, 'bias'), mase: column(model, 'mase') },
      ]);
      return { by, labels, models: Object.fromEntries(byModel) };
    });
    return { level, cuts };
  });
  return { models, levels };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
