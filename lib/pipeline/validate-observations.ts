import pl from 'nodejs-polars';
import { dayOfInstant, parseDay } from '@/lib/data/days';
import { ObservationGrid } from '@/lib/data/observation-grid';
import type { ObservationSource } from '@/lib/data/observation-source';
import type { PanelMeta } from '@/lib/data/panel-file';
import { PeriodClock } from '@/lib/data/period-clock';
import { type Check, check, place } from './check';
import { checkRows, rowChecks, schemaChecks } from './observation-row-checks';
import { sampledChecks } from './observation-sampled-checks';
import { seriesChecks } from './observation-series-checks';

/** What a run read of an imported dataset, and how much of it is to be looked at closely. */
export interface ObservationValidation {
  /** Labels of the first and the last period with a target, as ISO dates. */
  firstDate: string;
  lastDate: string;
  sampleSize: number;
  seed: number;
  /** How blanks of known covariates were filled, as the panel's meta says. */
  filled?: PanelMeta['filled'];
  now?: Date;
}

/** Checks an imported dataset's rows: every row and every series, and a sample more closely. */
export function observationChecks(
  source: ObservationSource,
  { firstDate, lastDate, sampleSize, seed, filled = {}, now = new Date() }: ObservationValidation,
): Check[] {
  const checks = schemaChecks(source);
  if (checks.some((one) => !one.passed)) return checks;
  const [first, last] = [parseDay(firstDate), parseDay(lastDate)];
  const clock = new PeriodClock(source.observations.frequency, first);
  const recorded = clock.indexOf(last) - clock.indexOf(first) + 1;
  const grid = new ObservationGrid(source, first, recorded);
  return [
    ...checks,
    ...rowChecks(grid, { first, last, today: dayOfInstant(now) }),
    ...attributeChecks(source),
    ...seriesChecks(grid, first, recorded),
    ...planChecks(source, last, filled),
    ...sampledChecks(source, sampleSize, seed),
  ];
}

/** Attributes that differ among rows of the key they follow from. */
function attributeChecks(source: ObservationSource): Check[] {
  return Object.entries(source.observations.attributes).map(([name, key]) => {
    const pairs = source.parts.map((_, part) => source.guard(() => source.scan(part).select(key, name).unique().collectSync()));
    const several = pl.concat(pairs).unique().groupBy([key]).agg(pl.col(name).count().alias('n')).filter(pl.col('n').gt(1)).sort(key);
    const offences = several
      .head(100)
      .toRecords()
      .map((row) => place(name, `${key} ${row[key]}: ${row.n} different ones`));
    return check(`one-${name}`, 'error', several.height, `values of ${key} have several values of ${name}`, offences);
  });
}

/** What the plan leaves open, and what it tells that nobody can know. */
function planChecks(source: ObservationSource, last: number, filled: NonNullable<PanelMeta['filled']>): Check[] {
  const open = Object.entries(filled).filter(([, { horizon }]) => horizon > 0);
  const later = pl.col('date').cast(pl.Int32).gt(pl.lit(last));
  return [
    check(
      'plan',
      'warning',
      open.length,
      'known covariates are not planned for all of the horizon, and were filled',
      open.map(([name, { rule, value, horizon }]) =>
        place(name, `${Math.round(100 * horizon)} % of the horizon, with ${rule === 'last' ? 'the last known value' : value}`),
      ),
    ),
    ...checkRows(
      source,
      source.observations.past.map((name) => ({
        name: `future-${name}`,
        severity: 'warning',
        column: name,
        wrong: later.and(pl.col(name).isNotNull()),
        message: `rows tell of ${name} after the last target; it is known only afterwards, and not used`,
      })),
    ),
  ];
}
