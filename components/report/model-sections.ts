import type { RunReport } from '@/lib/report/read-report';
import { amountsIn } from '../charts/run/amounts';
import { calibrationOption, levelName } from '../charts/run/calibration-option';
import { comparisonOption, modelColor, rankedModels } from '../charts/run/comparison-option';
import { histogramOption, qqOption } from '../charts/run/distribution-option';
import { errorMetrics, shortError, writtenError } from '../charts/run/metric-words';
import { modelLinesOption } from '../charts/run/model-lines-option';
import { predictionsOption } from '../charts/run/predictions-option';
import { residualsOption } from '../charts/run/residuals-option';
import { day, modelTitle, percent } from '../format';
import { draw } from './draw';
import type { Html } from './html';
import { figureOf, type Section, tableOf } from './parts';

/** Lines that one picture shows: the best, the next ones, and the seasonal naive. */
const mostLines = 5;
const shownMetrics = ['rmse', 'mae', 'wape', 'smape', 'mase', 'r2', 'bias'] as const;

interface Models {
  best: string;
  ranked: string[];
  /** Those with a line. */
  drawn: string[];
  colorOf: (name: string) => number;
}

function modelsOf({ plots }: RunReport): Models | undefined {
  const { comparison } = plots;
  if (!comparison) return undefined;
  const { best } = comparison;
  const ranked = rankedModels(comparison);
  const others = ranked.filter((name) => name !== best && name !== 'seasonal-naive').slice(0, mostLines - 2);
  return {
    best,
    ranked,
    drawn: [best, ...others, ...ranked.filter((name) => name === 'seasonal-naive' && name !== best)],
    colorOf: (name) => modelColor(name, ranked, best),
  };
}

/** How the models of a pipeline run did beside each other. */
export function comparisonSection(report: RunReport): Section | undefined {
  const models = modelsOf(report);
  const { comparison, folds, totals } = report.plots;
  const bySteps = report.plots['error-by-step'];
  if (!models || !comparison) return undefined;
  const amounts = amountsIn(report.currency);
  const { best, ranked, drawn, colorOf } = models;
  const columns = shownMetrics.filter((name) => ranked.some((model) => typeof comparison.models[model]?.test[name] === 'number'));
  const table = (window: 'backtest' | 'test', caption: string) =>
    tableOf(
      caption,
      [{ name: 'Model' }, ...columns.map((name) => ({ name: errorMetrics[name].label, numeric: true }))],
      ranked.map((model) => ({
        best: model === best,
        cells: [
          `${modelTitle(model)}${model === best ? ' (best)' : ''}`,
          ...columns.map((name) => writtenError(name, comparison.models[model]?.[window][name], amounts)),
        ],
      })),
    );
  const lines = (values: (model: string) => (number | null)[] | undefined) =>
    drawn.flatMap((name) => {
      const own = values(name);
      return own ? [{ name: modelTitle(name), color: colorOf(name), values: own, dashed: name === 'seasonal-naive' }] : [];
    });
  const body: (Html | undefined)[] = [
    figureOf(
      'RMSE by model',
      'Solid: backtest, by which the best (★) is chosen. Faint: test window, scored once.',
      draw((colors, width) => comparisonOption(comparison, 'rmse', amounts, colors, width), {
        label: `RMSE of ${ranked.length} models; ${modelTitle(best)} was chosen.`,
        height: 44 + 28 * ranked.length,
      }),
    ),
    table('backtest', 'Errors at the backtest origins, by which the best model is chosen'),
    table('test', 'Errors on the test window, scored once and never chosen by'),
    folds &&
      figureOf(
        'Fold by fold',
        'RMSE at each backtest origin',
        draw(
          (colors, width) =>
            modelLinesOption(
              lines((name) => folds.models[name]?.rmse),
              {
                labels: folds.origins.map((origin) => day(origin)),
                name: '',
                exact: amounts.exact,
                short: (value) => shortError('rmse', value, amounts),
                fromZero: true,
              },
              colors,
              width,
            ),
          { label: `RMSE at ${folds.origins.length} backtest origins.` },
        ),
        legend(models),
      ),
    bySteps &&
      figureOf(
        'Error by steps ahead',
        'WAPE on the test window',
        draw(
          (colors, width) =>
            modelLinesOption(
              lines((name) => bySteps.models[name]?.wape),
              {
                labels: bySteps.steps.map(String),
                name: 'Steps ahead',
                exact: (value) => writtenError('wape', value, amounts),
                short: (value) => shortError('wape', value, amounts),
                fromZero: true,
              },
              colors,
              width,
            ),
          { label: `WAPE for ${bySteps.steps.length} steps ahead.` },
        ),
        legend(models),
      ),
    totals?.[0] && totalsFigure(totals[0], models, report),
  ];
  return { id: 'models', title: 'Models compared', body: body.filter((part) => part !== undefined) };
}

function legend({ drawn, colorOf }: Models): { name: string; color: number }[] {
  return drawn.map((name) => ({ name: modelTitle(name), color: colorOf(name) }));
}

function totalsFigure(total: NonNullable<RunReport['plots']['totals']>[number], { best }: Models, { currency }: RunReport): Html {
  const amounts = amountsIn(currency);
  const lines = [
    // Grey stands for what came, the first colour for what was said.
    { name: 'Actual', color: 7, values: total.actual },
    { name: modelTitle(best), color: 0, values: total.models[best] ?? [] },
  ];
  return figureOf(
    'What came, and what was said',
    `All series together after ${day(total.origin)}`,
    draw(
      (colors, width) =>
        modelLinesOption(
          lines,
          { labels: total.dates.map((date) => day(date, 'short')), name: '', exact: amounts.exact, short: amounts.short },
          colors,
          width,
        ),
      { label: `Sales of all series together beside the forecast of ${modelTitle(best)} from ${day(total.origin)}.` },
    ),
    lines.map(({ name, color }) => ({ name, color })),
  );
}

/** The best model's errors: against what came, over time, and as a distribution. */
export function errorsSection(report: RunReport): Section | undefined {
  const models = modelsOf(report);
  if (!models) return undefined;
  const { best } = models;
  const { predictions } = report.plots;
  const overTime = report.plots['residuals-over-time'];
  const distribution = report.plots['error-distribution'];
  const amounts = amountsIn(report.currency);
  const own = distribution?.models[best];
  const title = modelTitle(best);
  const body: (Html | undefined)[] = [
    predictions &&
      figureOf(
        'Predictions against actuals',
        `${title} on the test window; on the dashed line both are the same`,
        draw((colors, width) => predictionsOption(predictions, best, { log: false }, amounts, colors, width), {
          label: `${predictions.actual.length} forecasts against what came.`,
          height: 400,
        }),
      ),
    overTime &&
      figureOf(
        'Residuals over time',
        'Actual less forecast on the test window: the middle 80% of series, median, and mean (dashed)',
        draw((colors, width) => residualsOption(overTime, best, 'test', amounts, colors, width), { label: `Errors of ${title} by date.` }),
      ),
    own &&
      figureOf(
        'Error distribution',
        `Mean ${amounts.exact(own.mean)}, standard deviation ${amounts.exact(own.deviation)}; the curve is the normal of the same`,
        draw((colors, width) => histogramOption(own, amounts, colors, width), { label: `Histogram of ${own.count} errors of ${title}.` }),
      ),
    own &&
      distribution &&
      figureOf(
        'Q-Q',
        'Quantiles of the errors against a normal',
        draw((colors, width) => qqOption(own, distribution.probabilities, amounts, colors, width), {
          label: `Quantiles of ${title}'s errors against those of a normal.`,
        }),
      ),
  ];
  const shown = body.filter((part) => part !== undefined);
  return shown.length > 0 ? { id: 'errors', title: `Errors of the best model, ${title}`, body: shown } : undefined;
}

/** How often the published intervals held what came. */
export function calibrationSection({ plots: { calibration } }: RunReport): Section | undefined {
  if (!calibration) return undefined;
  return {
    id: 'calibration',
    title: 'Calibration of intervals',
    body: [
      figureOf(
        'Coverage by steps ahead',
        'Share of the test window inside; dashed is what it should be',
        draw((colors, width) => calibrationOption(calibration, 'coverage', colors, width), {
          label: 'Coverage of intervals by steps ahead.',
        }),
        calibration.levels.map(({ level }, color) => ({ name: `${levelName(level)} intervals`, color })),
      ),
      tableOf(
        'Overall coverage on the test window',
        [{ name: 'Level' }, { name: 'Held', numeric: true }],
        calibration.levels.map(({ level, overall }) => ({ cells: [levelName(level), percent(overall)] })),
      ),
    ],
  };
}
