import { isoDate } from '@/lib/data/days';
import type { ObservationGrid } from '@/lib/data/observation-grid';
import { endedAfter } from '@/lib/data/observation-target';
import { PeriodClock } from '@/lib/data/period-clock';
import { type Check, check, mostOffences, type Offence, place } from './check';

/** Share of zeros from which a series counts as intermittent, and number of values under which it tells little. */
const mostlyZero = 0.9;
const fewValues = 14;
const outlierDistance = 12;

/** What a series looks like: places in its periods, and what its values are. */
interface Shape {
  first: number;
  last: number;
  recorded: number;
  zeros: number;
  constant: boolean;
}

/**
 * Checks of the series themselves. They warn: a model can be trained on such data, and people should know.
 * @param recorded periods up to the last one with data; those after it are the plan
 * @param first label of the first period
 */
export function seriesChecks(grid: ObservationGrid, first: number, recorded: number): Check[] {
  const { observations } = grid.source;
  const { periods } = grid;
  const clock = new PeriodClock(observations.frequency, first);
  const base = clock.indexOf(first);
  const dated = (period: number) => isoDate(clock.dayOf(base + period));
  const y = grid.column('y');
  const shapes = grid.series.map((_, series) => shapeOf(y.subarray(series * periods, series * periods + recorded)));
  const name = (series: number) => observations.keys.map((key) => grid.series[series]?.[key]).join('/') || 'all';
  const unit = `${observations.frequency}s`;
  const column = observations.keys.join('+') || 'y';
  const about = (label: string, message: string, wrong: (shape: Shape) => boolean, told: (shape: Shape) => string): Check => {
    const found = shapes.flatMap((shape, series) => (shape.recorded > 0 && wrong(shape) ? [{ shape, series }] : []));
    const offences = found.slice(0, mostOffences).map(({ shape, series }) => place(column, `${name(series)}: ${told(shape)}`));
    return check(label, 'warning', found.length, message, offences);
  };
  const silent: number[] = [];
  for (let period = 0; period < recorded; period++) {
    if (shapes.every((_, series) => Number.isNaN(y[series * periods + period]))) silent.push(period);
  }
  const sold = shapes.some((shape) => shape.recorded > shape.zeros);
  return [
    check('no-sales', 'error', sold ? 0 : 1, 'dataset has nothing but zeros', sold ? [] : [place('y', '0')]),
    check(
      'missing-dates',
      'warning',
      silent.length,
      `${unit} have no target at all`,
      silent.slice(0, mostOffences).map((at) => place('date', dated(at))),
    ),
    about(
      'gaps',
      `series lack ${unit} between their first and their last`,
      ({ first, last, recorded }) => recorded < last - first + 1,
      ({ first, last, recorded }) => `${recorded} of ${last - first + 1} ${unit}`,
    ),
    about(
      'late-starts',
      'series begin later than others',
      ({ first }) => first > 0,
      ({ first }) => `begins ${dated(first)}`,
    ),
    about(
      'ended-series',
      `series have ended (nothing for more than ${endedAfter[observations.frequency]} ${unit})`,
      ({ last }) => recorded - 1 - last > endedAfter[observations.frequency],
      ({ last }) => `ends ${dated(last)}`,
    ),
    about(
      'constant-series',
      'series never change',
      ({ constant, recorded }) => constant && recorded > 1,
      ({ recorded }) => `${recorded} equal values`,
    ),
    about(
      'mostly-zero',
      `series are zero nine times out of ten or more`,
      ({ zeros, recorded, constant }) => !constant && zeros >= mostlyZero * recorded,
      ({ zeros, recorded }) => `${zeros} zeros of ${recorded}`,
    ),
    about(
      'short-series',
      `series have fewer than ${fewValues} values`,
      ({ recorded }) => recorded < fewValues,
      ({ recorded }) => `${recorded} values`,
    ),
    outliers(grid, y, recorded),
  ];
}

function shapeOf(values: Float64Array): Shape {
  const shape: Shape = { first: -1, last: -1, recorded: 0, zeros: 0, constant: true };
  let before = Number.NaN;
  for (let period = 0; period < values.length; period++) {
    const value = values[period] as number;
    if (value !== value) continue;
    if (shape.recorded === 0) shape.first = period;
    else if (value !== before) shape.constant = false;
    shape.last = period;
    shape.recorded++;
    if (value === 0) shape.zeros++;
    before = value;
  }
  return shape;
}

/** Values far from their series' median, in robust standard deviations of logarithms: sales stretch, they do not shift. */
function outliers(grid: ObservationGrid, y: Float64Array, recorded: number): Check {
  const { periods } = grid;
  const far: number[] = [];
  for (let series = 0; series < grid.series.length; series++) {
    const start = series * periods;
    const logs: number[] = [];
    for (let period = 0; period < recorded; period++)
      if ((y[start + period] as number) > 0) logs.push(Math.log1p(y[start + period] as number));
    if (logs.length === 0) continue;
    const middle = median(Float64Array.from(logs));
    const spread = median(Float64Array.from(logs, (log) => Math.abs(log - middle))) * 1.4826;
    const most = (spread + 0.05) * outlierDistance;
    for (let period = 0; period < recorded; period++) {
      const value = y[start + period] as number;
      if (value > 0 && Math.abs(Math.log1p(value) - middle) > most) far.push(start + period);
    }
  }
  const message = `rows lie more than ${outlierDistance} robust standard deviations from their series' median`;
  return check('outliers', 'warning', far.length, message, located(grid, far.slice(0, mostOffences), y));
}

/** Rows of cells. */
function located(grid: ObservationGrid, cells: number[], y: Float64Array): Offence[] {
  const wanted = new Set(cells);
  if (wanted.size === 0) return [];
  const found: Offence[] = [];
  grid.cells.forEach((part, index) => {
    for (let row = 0; row < part.length; row++) {
      const cell = part[row] as number;
      if (wanted.has(cell)) found.push({ file: grid.source.parts[index]?.path ?? '', row: row + 1, column: 'y', value: y[cell] as number });
    }
  });
  return found.slice(0, mostOffences);
}

function median(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  return values.length % 2 === 1 ? (values[half] as number) : ((values[half - 1] as number) + (values[half] as number)) / 2;
}
