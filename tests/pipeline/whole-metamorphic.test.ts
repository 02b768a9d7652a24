import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { ObservationSource } from '@/lib/data/observation-source';
import { type FrameOptions, type PanelRow, panelFromRows } from '@/lib/data/panel-from-frame';
import { importDataset } from '@/lib/datasets/import';
import { readManifest } from '@/lib/datasets/manifest';
import type { Panel } from '@/lib/features/panel';
import { availableBoosters, boosterStatus } from '@/lib/models/booster-status';
import { type AutomaticForecast, forecastAutomatically } from '@/lib/pipeline/automatic';
import { observationPanel } from '@/lib/pipeline/extract-observations';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { randomPanel, randomStream } from '../helpers/random-panel';
import { bundle } from '../helpers/worker-processes';
import { sourceFolder } from '../import/room';
import type { Case } from './processes/automatic';

await createTestDatabase();
// The installed libraries, though the data folder is the file's own.
for (const { name, path: library } of boosterStatus()) process.env[`${name.toUpperCase()}_LIBRARY`] ??= library ?? '';
createArtifactFolder();
const { folder, write } = sourceFolder();
const { program } = await bundle({ program: 'tests/pipeline/processes/automatic.ts' });

const members = ['lightgbm-deseasonalised', 'group-ets', 'ces', 'window-average'] as const;
const frequencies = ['day', 'week', 'month'] as const;
const lengths = { day: 140, week: 130, month: 60 };

/** A random panel's recorded rows, as a source would have them, and what is planned after them. */
function caseOf(frequency: (typeof frequencies)[number]): Case {
  const horizon = 4;
  const panel = randomPanel({ series: 3, periods: lengths[frequency], horizon, gaps: 0.02, seed: 3 });
  const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  const rows = panel.ids.flatMap((unique_id, series) =>
    Array.from({ length: lengths[frequency] + horizon }, (_, t): PanelRow => {
      const row = (panel.indptr[series] as number) + t;
      const month = new Date(Date.UTC(2019, t, 1)).toISOString().slice(0, 10);
      const ds = frequency === 'month' ? month : isoDate((panel.ds[0] as number) + t * (frequency === 'week' ? 7 : 1));
      return {
        unique_id,
        ds,
        y: number(panel.y[row]),
        promotion: number(panel.known.promotion?.[row]),
        traffic: number(panel.past.traffic?.[row]),
      };
    }),
  );
  return { rows, options: { frequency, horizon, known: ['promotion'], past: ['traffic'] }, members };
}

const cases = frequencies.map(caseOf);

function forecast(rows: PanelRow[], options: FrameOptions): AutomaticForecast {
  const panel = panelFromRows(rows, options);
  return forecastAutomatically(panel, options.horizon, holidayCalendar(panel.ds), { members, threads: 1 });
}

const expected = cases.map(({ rows, options }) => forecast(rows, options));

/** The forecasts of a process of its own in a time zone. */
async function inZone(zone: string) {
  const [input, output] = [path.join(folder, 'cases.json'), path.join(folder, `${zone.replaceAll('/', '-')}.json`)];
  writeFileSync(input, JSON.stringify(cases));
  await promisify(execFile)(process.execPath, [program, input, output], { env: { ...process.env, TZ: zone, NODE_OPTIONS: '' } });
  return JSON.parse(readFileSync(output, 'utf8')) as {
    offset: number;
    answers: { origin: string; days: number[]; best: string; mean: number[]; bounds: number[][] }[];
  };
}

describe('panels and their forecasts by default', () => {
  test.each([
    // Days there begin fourteen hours before, and ten or three and a half after, those of UTC; two of the zones change their clocks.
    ['Pacific/Kiritimati', -840],
    ['Pacific/Honolulu', 600],
    ['America/St_Johns', 210],
  ])('are the same to the bit in a process in %s', async (zone, offset) => {
    const { offset: found, answers } = await inZone(zone);
    expect(found).toBe(offset);
    answers.forEach(({ origin, days, best, mean, bounds }, k) => {
      const { rows, options } = cases[k] as Case;
      const own = expected[k] as AutomaticForecast;
      const panel = panelFromRows(rows, options);
      expect(origin).toBe(isoDate(panel.origin));
      expect(days).toEqual([...panel.ds]);
      expect(best).toBe(own.best);
      expect(own.members.has('lightgbm-deseasonalised')).toBe(availableBoosters().includes('lightgbm'));
      expect(mean).toEqual([...own.mean]);
      expect(bounds).toEqual([...own.lower, ...own.upper].map((bound) => [...bound]));
    });
  });

  test.each(frequencies)('by the %s are the same to the bit in whatever order the rows come', (frequency) => {
    const { rows, options } = cases[frequencies.indexOf(frequency)] as Case;
    const random = randomStream(11);
    const shuffled = rows.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
    expect(
      forecast(
        shuffled.map(({ row }) => row),
        options,
      ),
    ).toEqual(expected[frequencies.indexOf(frequency)]);
  });

  test.each(frequencies)('by the %s are refused with two rows of one series and date, which are named', (frequency) => {
    const { rows, options } = cases[frequencies.indexOf(frequency)] as Case;
    const row = rows[70] as PanelRow;
    expect(() => forecast([...rows, { ...row, y: 1 }], options)).toThrow(`Series ${row.unique_id} has two rows for ${row.ds}`);
  });
});

describe('an imported file', () => {
  const rows = (cases[0] as Case).rows.filter(({ y }) => typeof y === 'number');
  const random = randomStream(5);
  const csv = (lines: [PanelRow, number][]) =>
    `date,shop,units,promotion\n${lines.map(([{ ds, unique_id, promotion }, units]) => `${ds},${unique_id},${units},${promotion}`).join('\n')}\n`;
  const whole = rows.map((row): [PanelRow, number] => [row, 2 * Math.round(row.y as number)]);
  const halves = whole
    .flatMap(([row, units]): [PanelRow, number][] => [
      [row, units / 2 + 3],
      [row, units / 2 - 3],
    ])
    .map((line) => ({ line, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line);

  async function panelOf(name: string, lines: [PanelRow, number][], options: { duplicates?: 'sum' } = {}): Promise<Panel> {
    const { version } = await importDataset({ kind: 'file', path: write(`${name}.csv`, csv(lines)) }, { name, ...options });
    const parameters = pipelineParameters.parse({ dataset: name, level: 'shop', horizon: 4 });
    const source = await ObservationSource.open(await readManifest(name, version.version));
    const { panel } = observationPanel(source, parameters, { weekLabel: null });
    return { ...panel, ids: panel.ids.map((id) => id.replace(name, '')) };
  }

  test('of shuffled parts that are to be summed has the panel of the sums; left to itself it is refused, naming both rows', async () => {
    expect(await panelOf('parts', halves, { duplicates: 'sum' })).toEqual(await panelOf('sums', whole));
    await expect(panelOf('refused', halves)).rejects.toMatchObject({
      errors: expect.arrayContaining([
        { path: expect.stringMatching(/^refused\.csv, row \d+/), message: expect.stringMatching(/is there already, in row \d+/) },
      ]),
    });
  });
});
