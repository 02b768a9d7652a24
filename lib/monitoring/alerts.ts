import { parseDay } from '@/lib/data/days';

export const alertKinds = [
  'run-failed',
  'run-waiting',
  'stale-data',
  'unused-data',
  'forecast-expired',
  'stale-model',
  'loses-to-naive',
  'coverage-off',
  'drift',
  'restated',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Something about a dataset's forecasts that a person should know of. `danger` asks for action now, `warning` soon, `info` when it suits. */
export interface Alert {
  kind: AlertKind;
  severity: 'danger' | 'warning' | 'info';
  title: string;
  /** What was found, in figures. */
  detail: string;
  /** The pipeline run it is about. */
  runId?: string;
}

type Frequency = 'day' | 'week' | 'month';

/** What is known of a dataset and its forecasts, from which alerts are derived. Dates are ISO dates, `today` in the data's own time zone. */
export interface MonitoringFacts {
  today: string;
  now: Date;
  frequency: Frequency;
  /** Last day with data; undefined while there are none. */
  dataThrough: string | undefined;
  /** The newest published forecast: first day of its last known period, last day it speaks of, and its periods. */
  forecast: { origin: string; through: string; horizon: number } | undefined;
  /** The newest runs, the latest first. */
  runs: { id: string; status: string; createdAt: string; finishedAt: string | null; error: string | undefined }[];
  /** Of the champion: the last day it has learnt from, and how it did in its backtest. */
  champion: { version: number; trainedThrough: string | null; rmse: number | undefined; naiveRmse: number | undefined } | undefined;
  /** Shares of actuals inside intervals by level (0.8), on what was published or, where nothing of it has come true yet, on the test window. */
  coverage: { of: 'published' | 'test'; level: number; share: number; points: number }[];
  /** Error of published forecasts on what has come since, in percent of sales, beside the seasonal naive's on the same points. */
  published: { wape: number; naiveWape: number; points: number } | undefined;
}

/** Days after which data, or what a champion has learnt from, are old. */
export const staleDataDays = { day: 7, week: 14, month: 62 } as const;
const staleModelDays = { day: 35, week: 56, month: 124 } as const;
/** A run that waits this long waits for something that does not come. */
const longestWaitMs = 60 * 60_000;
/** As a promotion gate has it: how far a share may be off what its interval promises. */
const coverageTolerance = 0.1;
/** With fewer points a share says little. */
const fewestPoints = 40;

const order = { danger: 0, warning: 1, info: 2 } as const;

/** What is amiss, the gravest first. Pure: the same facts give the same alerts. */
export function deriveAlerts(facts: MonitoringFacts): Alert[] {
  const found = [failedRuns, waitingRun, staleData, unusedData, expiredForecast, staleModel, losesToNaive, coverageOff].flatMap(
    (rule) => rule(facts) ?? [],
  );
  return gravestFirst(found);
}

/** Alerts in the order in which they ask for action. */
export function gravestFirst(alerts: Alert[]): Alert[] {
  return [...alerts].sort((one, other) => order[one.severity] - order[other.severity]);
}

function failedRuns({ runs }: MonitoringFacts): Alert | undefined {
  const ended = runs.filter(({ status }) => status === 'succeeded' || status === 'failed');
  const firstGood = ended.findIndex(({ status }) => status === 'succeeded');
  const failed = firstGood < 0 ? ended : ended.slice(0, firstGood);
  const [last] = failed;
  if (!last) return undefined;
  const title = failed.length === 1 ? 'The last run failed' : `The last ${failed.length} runs failed`;
  return { kind: 'run-failed', severity: 'danger', title, detail: last.error ?? 'Its page says why.', runId: last.id };
}

function waitingRun({ runs, now }: MonitoringFacts): Alert | undefined {
  const waiting = runs.find(({ status, createdAt }) => status === 'queued' && now.getTime() - Date.parse(createdAt) > longestWaitMs);
  if (!waiting || runs.some(({ status }) => status === 'running')) return undefined;
  const detail = 'It has been queued for more than an hour, and no other run is under way. Is a worker running?';
  return { kind: 'run-waiting', severity: 'warning', title: 'A run waits for a worker', detail, runId: waiting.id };
}

function staleData({ dataThrough, today, frequency }: MonitoringFacts): Alert | undefined {
  if (dataThrough === undefined) return undefined;
  const age = parseDay(today) - parseDay(dataThrough);
  if (age <= staleDataDays[frequency]) return undefined;
  const detail = `The last sales are of ${told(dataThrough)}, ${span(age)} ago. A forecast goes on from there.`;
  return { kind: 'stale-data', severity: 'warning', title: 'The data are old', detail };
}

function unusedData({ dataThrough, forecast, frequency }: MonitoringFacts): Alert | undefined {
  if (dataThrough === undefined || forecast === undefined) return undefined;
  const newer = parseDay(dataThrough) - parseDay(forecast.origin);
  // The last period begins on the origin and may end days later.
  if (newer < { day: 1, week: 13, month: 62 }[frequency]) return undefined;
  const detail = `Sales up to ${told(dataThrough)} are there; the forecast knows them up to ${told(forecast.origin)}. A run would use them.`;
  return { kind: 'unused-data', severity: 'info', title: 'Newer sales than the forecast knows', detail };
}

function expiredForecast({ forecast, today }: MonitoringFacts): Alert | undefined {
  if (!forecast) return undefined;
  const left = parseDay(forecast.through) - parseDay(today);
  if (left < 0) {
    const detail = `It spoke of the days up to ${told(forecast.through)}, ${span(-left)} ago.`;
    return { kind: 'forecast-expired', severity: 'warning', title: 'The forecast is past its horizon', detail };
  }
  const whole = parseDay(forecast.through) - parseDay(forecast.origin);
  if (left > whole / 4) return undefined;
  const detail = `It ends on ${told(forecast.through)}${left === 0 ? ', which is today' : `, in ${span(left)}`}.`;
  return { kind: 'forecast-expired', severity: 'info', title: 'The forecast runs out soon', detail };
}

function staleModel({ champion, dataThrough, frequency }: MonitoringFacts): Alert | undefined {
  if (!champion?.trainedThrough || dataThrough === undefined) return undefined;
  const unseen = parseDay(dataThrough) - parseDay(champion.trainedThrough);
  if (unseen <= staleModelDays[frequency]) return undefined;
  const detail = `Version ${champion.version} has learnt from sales up to ${told(champion.trainedThrough)}: ${span(unseen)} are new to it.`;
  return { kind: 'stale-model', severity: 'warning', title: 'The champion has not learnt for long', detail };
}

function losesToNaive({ champion, published }: MonitoringFacts): Alert | undefined {
  const title = 'The champion loses to the seasonal naive';
  if (published && published.points >= fewestPoints && published.wape > published.naiveWape) {
    const detail = `Its published forecasts were off by ${figure(published.wape)} of sales; last season’s sales would have been off by ${figure(published.naiveWape)}.`;
    return { kind: 'loses-to-naive', severity: 'danger', title, detail };
  }
  const { rmse, naiveRmse } = champion ?? {};
  if (rmse === undefined || naiveRmse === undefined || rmse <= naiveRmse) return undefined;
  const detail = `In its backtest: RMSE ${Math.round(rmse)} against ${Math.round(naiveRmse)}.`;
  return { kind: 'loses-to-naive', severity: 'warning', title, detail };
}

function coverageOff({ coverage }: MonitoringFacts): Alert | undefined {
  const off = coverage.filter(({ level, share, points }) => points >= fewestPoints && Math.abs(share - level) > coverageTolerance);
  const [worst] = off.sort((one, other) => Math.abs(other.share - other.level) - Math.abs(one.share - one.level));
  if (!worst) return undefined;
  const where = worst.of === 'published' ? 'of what has come since' : 'of the test window';
  const detail = `${figure(100 * worst.share)} ${where} lay in the ${figure(100 * worst.level)} interval.`;
  const title = worst.share < worst.level ? 'The intervals are too narrow' : 'The intervals are too wide';
  return { kind: 'coverage-off', severity: worst.share < worst.level ? 'warning' : 'info', title, detail };
}

const calendar = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** A date as people write it. */
function told(date: string): string {
  return calendar.format(new Date(date));
}

/** A number of days as people say it. */
function span(days: number): string {
  const [size, unit] = days >= 730 ? [365.25, 'year'] : days >= 90 ? [30.44, 'month'] : days >= 21 ? [7, 'week'] : [1, 'day'];
  const count = Math.floor(days / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function figure(percent: number): string {
  return `${Number(percent.toFixed(1))}%`;
}
