import type { PlotOf } from '@/lib/plots/schema';
import type { RunReport } from '@/lib/report/read-report';
import { curveOption } from '../charts/curve-option';
import { amountsIn } from '../charts/run/amounts';
import { driverColor, driverTitles, importanceBars, importanceOption } from '../charts/run/importance-option';
import { writtenError } from '../charts/run/metric-words';
import { shapBarsOption, shapUnits } from '../charts/run/shap-option';
import { count, day, figure, modelTitle, words } from '../format';
import { metricGroups } from '../runs/metric-groups';
import { draw } from './draw';
import { type Html, html } from './html';
import { figureOf, type Section, tableOf } from './parts';

/** Where the best model errs: by each way to cut the test window, and as a map. */
export function segmentsSection({ plots, currency }: RunReport): Section | undefined {
  const level = plots.segments?.levels[0];
  const best = plots.comparison?.best;
  if (!level || best === undefined) return undefined;
  const amounts = amountsIn(currency);
  const tables = level.cuts.map(({ by, labels, models }) =>
    tableOf(
      `${modelTitle(best)} by ${words(by).toLowerCase()}, beside the seasonal naive`,
      [{ name: words(by) }, ...['WAPE', 'RMSE', 'Bias', 'WAPE of seasonal naive'].map((name) => ({ name, numeric: true }))],
      labels.map((label, at) => ({
        cells: [
          label,
          ...(['wape', 'rmse', 'bias'] as const).map((name) => writtenError(name, models[best]?.[name][at], amounts)),
          writtenError('wape', models['seasonal-naive']?.wape[at], amounts),
        ],
      })),
    ),
  );
  const map = plots['error-map']?.maps[0];
  return { id: 'segments', title: 'Where it errs', body: map ? [...tables, heatTable(map, best)] : tables };
}

/** A map of errors as a table whose cells are shaded: it can be read, copied and printed. */
function heatTable(map: PlotOf<'error-map'>['maps'][number], model: string): Html {
  const sizes = map.wape.flat().filter((value) => value !== null);
  const most = Math.max(1, ...sizes);
  const caption = `WAPE of ${modelTitle(model)} in percent, by ${words(map.rows.name).toLowerCase()} and ${words(map.columns.name).toLowerCase()}`;
  const cell = (value: number | null) => {
    const shade = value === null ? 0 : Math.round((60 * value) / most);
    return html`<td class="n" style="background:color-mix(in srgb,var(--forecast) ${shade}%,var(--surface))">${value === null ? '–' : value.toFixed(1)}</td>`;
  };
  return html`<div class="scroll heat" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr><th scope="col">${words(map.rows.name)}</th>${map.columns.labels.map(
    (label) => html`<th scope="col" class="n">${label}</th>`,
  )}</tr></thead><tbody>${map.rows.labels.map(
    (label, row) => html`<tr><th scope="row">${label}</th>${(map.wape[row] ?? []).map(cell)}</tr>`,
  )}</tbody></table></div>`;
}

/** What the boosters split by, and what moves their forecasts. */
export function driversSection({ plots }: RunReport): Section | undefined {
  const importance = Object.entries(plots.importance?.models ?? {}).slice(0, 4);
  const shap = plots.shap?.models ?? {};
  if (importance.length === 0) return undefined;
  const body = importance.flatMap(([name, features]) => {
    const bars = importanceBars(features, 'gain', 'feature', 15);
    const drivers = [...new Set(bars.map(({ driver }) => driver))];
    const own = shap[name];
    const title = name === 'model' ? 'this model' : modelTitle(name);
    return [
      figureOf(
        `Feature importance of ${title}`,
        'Share of the loss that splits by each feature took away',
        draw((colors, width) => importanceOption(bars, 'feature', colors, width), {
          label: `Importance in ${title}: ${bars
            .slice(0, 3)
            .map((bar) => bar.name)
            .join(', ')} first.`,
          height: 44 + 20 * bars.length,
        }),
        drivers.map((driver) => ({ name: driverTitles[driver] ?? words(driver), color: driverColor(driver) })),
      ),
      ...(own
        ? [
            figureOf(
              `What moves forecasts of ${title}`,
              `Mean size of SHAP values over ${own.rows} forecasts after the origin. ${shapUnits[own.unit].title}. Red: more of it means more; blue: less; grey: either.`,
              draw((colors, width) => shapBarsOption(own, colors, width), {
                label: `SHAP values of ${title}.`,
                height: 60 + 20 * Math.min(15, own.features.length),
              }),
            ),
          ]
        : []),
    ];
  });
  return { id: 'drivers', title: 'What it rests on', body };
}

/** Curves of a run's own metrics. */
export function curvesSection({ curves }: RunReport): Section | undefined {
  const groups = metricGroups(Object.keys(curves).map((key) => ({ key, hasLine: true })));
  if (groups.length === 0) return undefined;
  const body = groups.map((group) => {
    const lines = group.keys.map((key, color) => ({
      name: key,
      color,
      points: (curves[key]?.items ?? []).map(({ step, value }) => ({ x: step, y: value })),
    }));
    const folds = group.kind === 'folds';
    return figureOf(
      group.title,
      folds ? 'By place of the backtest origin' : 'By step',
      draw(
        (colors, width) =>
          curveOption(lines, { log: false, smoothing: 0, byTime: false, marks: folds, xName: folds ? 'Origin' : 'Step' }, colors, width),
        {
          label: group.title,
          height: 260,
        },
      ),
      group.keys.map((name, color) => ({ name, color })),
    );
  });
  return { id: 'curves', title: 'Curves', body };
}

/** What the run read, and what checking it found. */
export function dataSection({ files: { data, validation }, around }: RunReport): Section | undefined {
  const facts: [string, string | number | null | undefined][] = data
    ? [
        ['Dataset', `${data.dataset}, version ${data.datasetVersion}`],
        ['Level', data.level],
        ['Span', data.firstDate && data.origin ? `${day(data.firstDate)} to ${day(data.origin)}` : undefined],
        ['Horizon', data.horizon !== undefined && data.frequency ? count(data.horizon, data.frequency) : undefined],
        ['Series', data.seriesCount?.toLocaleString('en-US')],
        ['Rows', data.rows?.toLocaleString('en-US')],
        ['Known ahead', data.known?.join(', ')],
        ['Known up to the origin', data.past?.join(', ')],
        ['Fingerprint of the dataset (SHA-256)', data.fingerprint],
        ['Fingerprint of the panel (SHA-256)', data.panelSha256],
      ]
    : around.inputs.map((input): [string, string] => [input.name, `${input.source} · ${input.digest}`]);
  const rows = facts.filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (rows.length === 0 && !validation) return undefined;
  const checks = validation?.checks ?? [];
  const found = checks.filter(({ passed }) => !passed);
  return {
    id: 'data',
    title: 'Data',
    body: [
      tableOf(
        'What was read',
        [{ name: 'Fact' }, { name: 'Value', mono: true }],
        rows.map(([name, value]) => ({ cells: [name, String(value)] })),
      ),
      ...(validation
        ? [
            html`<h3>Validation: ${words(validation.status)}</h3><p>${checks.length - found.length} of ${checks.length} checks passed${validation.rows === undefined ? '' : ` over ${validation.rows.toLocaleString('en-US')} rows`}.</p>`,
            ...(found.length > 0
              ? [
                  tableOf(
                    'What checks found',
                    [{ name: 'Check' }, { name: 'Severity' }, { name: 'Rows', numeric: true }, { name: 'Finding' }],
                    found.map((check) => ({
                      cells: [words(check.name), check.severity, check.count.toLocaleString('en-US'), check.message],
                    })),
                  ),
                ]
              : []),
          ]
        : []),
    ],
  };
}

/** Every last value, parameter and tag, and what the run was computed with. */
export function recordSections({ run, files: { environment }, around, currency }: RunReport): Section[] {
  const metrics = Object.entries(run.metrics);
  const params = Object.entries(run.params);
  const amounts = amountsIn(currency);
  const sections: (Section | false)[] = [
    around.children.length > 0 && {
      id: 'runs',
      title: 'Runs in it',
      body: [
        tableOf(
          around.childCount > around.children.length
            ? `The first ${around.children.length} of ${around.childCount}`
            : count(around.childCount, 'run'),
          [{ name: 'Run' }, { name: 'Status' }, { name: 'Backtest RMSE', numeric: true }, { name: 'Id', mono: true }],
          around.children.map((child) => ({ cells: [child.name, words(child.status), amounts.exact(child.backtestRmse), child.id] })),
        ),
      ],
    },
    params.length > 0 && {
      id: 'params',
      title: 'Parameters',
      body: [
        tableOf(
          count(params.length, 'parameter'),
          [
            { name: 'Parameter', mono: true },
            { name: 'Value', mono: true },
          ],
          params.map(([key, value]) => ({ cells: [key, value] })),
        ),
      ],
    },
    metrics.length > 0 && {
      id: 'metrics',
      title: 'Metrics',
      body: [
        tableOf(
          `Last values of ${count(metrics.length, 'metric')}`,
          [
            { name: 'Metric', mono: true },
            { name: 'Value', numeric: true },
          ],
          metrics.map(([key, value]) => ({ cells: [key, value === null ? 'NaN' : figure(value)] })),
        ),
      ],
    },
    environment !== undefined && {
      id: 'environment',
      title: 'Environment',
      body: [
        tableOf(
          'What it was computed with',
          [{ name: 'Part' }, { name: 'Version', mono: true }],
          flat(environment).map(([key, value]) => ({ cells: [key, value] })),
        ),
      ],
    },
  ];
  return sections.filter((section) => section !== false);
}

/** Nested facts as rows: `libraries · lightgbm · version`. */
function flat(value: Record<string, unknown>, prefix: string[] = []): [string, string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    const name = [...prefix, key];
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return flat(item as Record<string, unknown>, name);
    return [[name.join(' · '), item === null ? '–' : String(item)]];
  });
}
