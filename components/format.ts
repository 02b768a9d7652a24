/** How figures, dates and times are written: en-US, in the data's own currency and time zone. */

const locale = 'en-US';
const missing = '–';
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${JSON.stringify(options)}`;
  const known = (cache.get(key) as Intl.NumberFormat | undefined) ?? new Intl.NumberFormat(locale, options);
  cache.set(key, known);
  return known;
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${JSON.stringify(options)}`;
  const known = (cache.get(key) as Intl.DateTimeFormat | undefined) ?? new Intl.DateTimeFormat(locale, options);
  cache.set(key, known);
  return known;
}

function usable(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** Whole currency units: `$12,345`. */
export function money(value: number | null | undefined, currency = 'USD'): string {
  return usable(value) ? numberFormat({ style: 'currency', currency, maximumFractionDigits: 0 }).format(value) : missing;
}

/** Short currency for tiles and axes: `$1.2M`. */
export function compactMoney(value: number | null | undefined, currency = 'USD'): string {
  if (!usable(value)) return missing;
  return numberFormat({
    style: 'currency',
    currency,
    notation: 'compact',
    // Said, for some engines take a currency's two digits as the least that there must be.
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < 1000 ? 0 : 1,
  }).format(value);
}

/** A figure with as many digits as its size deserves: `12,346`, `123.5`, `0.123`. */
export function figure(value: number | null | undefined): string {
  if (!usable(value)) return missing;
  const size = Math.abs(value);
  return numberFormat({ maximumFractionDigits: size >= 1000 ? 0 : size >= 10 ? 1 : 3 }).format(value);
}

/** A fraction as a percentage: 0.123 -> `12.3%`. */
export function percent(value: number | null | undefined, digits = 1): string {
  return usable(value)
    ? numberFormat({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
    : missing;
}

/** A difference in whole currency units, above zero with its sign: `+$12`, `-$12`. */
export function signedMoney(value: number, currency: string): string {
  return `${value > 0 ? '+' : ''}${money(value, currency)}`;
}

/** What is added or taken away: `+$12`, `−$12`. */
export function plusMinus(value: number, currency: string): string {
  return `${value >= 0 ? '+' : '−'}${money(Math.abs(value), currency)}`;
}

/** A change as a signed percentage: 0.04 -> `+4.0%`. */
export function change(value: number | null | undefined): string {
  return usable(value)
    ? numberFormat({ style: 'percent', signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)
    : missing;
}

/** A calendar day `YYYY-MM-DD`: `Mon, Jan 5` or with the year. Days belong to no time zone. */
export function day(value: string, style: 'short' | 'long' | 'weekday' | 'month' = 'long'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'short'
      ? { month: 'short', day: 'numeric' }
      : style === 'weekday'
        ? { weekday: 'short', month: 'short', day: 'numeric' }
        : style === 'month'
          ? { month: 'short', year: 'numeric' }
          : { month: 'short', day: 'numeric', year: 'numeric' };
  return dateFormat({ ...options, timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`));
}

/** The date that stands for a period: `Mon, Jan 5`, by the week `Jan 5, 2026`, by the month `Jan 2026`. */
export function period(value: string, frequency: 'day' | 'week' | 'month'): string {
  return day(value, frequency === 'day' ? 'weekday' : frequency === 'month' ? 'month' : 'long');
}

/** An instant in a named time zone: `Nov 23, 2026, 6:00 AM UTC`; `short` leaves the year out. */
export function instant(value: string | Date, timeZone = 'UTC', style: 'long' | 'short' = 'long'): string {
  const options: Intl.DateTimeFormatOptions = {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  };
  return dateFormat(style === 'long' ? { ...options, year: 'numeric' } : options).format(new Date(value));
}

/** A clock time for logs: `06:00:12`. */
export function clock(value: string | Date, timeZone = 'UTC'): string {
  return dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(value));
}

/** Milliseconds as people say them: `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 10 min`. */
export function duration(milliseconds: number | null | undefined): string {
  if (!usable(milliseconds)) return missing;
  const value = Math.max(0, milliseconds);
  if (value < 1000) return `${Math.round(value)} ms`;
  if (value < 60_000) return `${(value / 1000).toFixed(1)} s`;
  const seconds = Math.round(value / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** How long ago or ahead an instant is: `3 minutes ago`, `in 2 days`, `just now`. */
export function relative(value: string | Date, now: number): string {
  const seconds = (new Date(value).getTime() - now) / 1000;
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

/** An identifier as words: `train-lightgbm` -> `Train lightgbm`, `dataStartDate` -> `Data start date`. */
export function words(identifier: string): string {
  const spaced = identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const modelTitles: Record<string, string> = {
  lightgbm: 'LightGBM',
  xgboost: 'XGBoost',
  'seasonal-naive': 'Seasonal naive',
  ensemble: 'Ensemble',
  'lightgbm-deseasonalised': 'LightGBM, deseasonalised',
  'xgboost-deseasonalised': 'XGBoost, deseasonalised',
  'group-level': 'Smoothed level',
  'group-theta': 'Theta',
  'group-ets': 'ETS',
  'seasonal-naive-ratio': 'Seasonal naive, scaled',
};

/** A model's name as people write it. */
export function modelTitle(name: string): string {
  return (
    modelTitles[name] ??
    words(name).replace(/\b(?:lightgbm|xgboost|ets|ces|mstl|tsb)\b/gi, (part) => modelTitles[part.toLowerCase()] ?? part.toUpperCase())
  );
}

const stepTitles: Record<string, string> = { 'train-lightgbm': 'Train LightGBM', 'train-xgboost': 'Train XGBoost' };

/** A pipeline step's name as people write it. */
export function stepTitle(name: string): string {
  return stepTitles[name] ?? words(name);
}

const triggerTitles: Record<string, string> = { api: 'API', cli: 'Command line', cron: 'Schedule', setup: 'First start' };

/** What started a run, as people write it. */
export function triggerTitle(trigger: string): string {
  return triggerTitles[trigger] ?? words(trigger);
}

/** Many things, counted: `1 day`, `30 days`. */
export function count(value: number, noun: string): string {
  return `${numberFormat({}).format(value)} ${noun}${value === 1 ? '' : 's'}`;
}

const sizeUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A file's size: `512 B`, `12.3 kB`, `4.5 MB`. */
export function fileSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(sizeUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${numberFormat({ maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1000 ** power)} ${sizeUnits[power]}`;
}
