import type { PanelFrequency, WeekLabel } from '@/lib/features/panel';
import { parseDay, weekday } from './days';
import { PeriodClock, periodSpan } from './period-clock';
import type { PeriodMap } from './period-map';
import type { CovariateEdit, PlanEdit } from './plan/plan-edit';

/**
 * Events of a calendar on the covariates of imported data that are known ahead: values are set, or changed, for the series and
 * periods that an event is of, in the past and in the future alike.
 */
export class CovariateEvents {
  readonly #events: { edit: CovariateEdit; series: number[]; periods: number[] }[];
  readonly #own: number;

  constructor(
    edits: readonly PlanEdit[],
    /** Keys and attributes of each series. */
    series: readonly Record<string, string>[],
    /** @param first label of the first period */
    of: { map: Pick<PeriodMap, 'own'>; first: number; frequency: PanelFrequency; weekLabel: WeekLabel | null },
  ) {
    const { map, first, frequency } = of;
    const clock = new PeriodClock(frequency, first);
    const base = clock.indexOf(first);
    const label = frequency === 'week' ? (of.weekLabel ?? (weekday(first) === 0 ? 'start' : 'end')) : 'start';
    const spans = Array.from({ length: map.own }, (_, k) => periodSpan(frequency, clock.dayOf(base + k), label));
    this.#own = map.own;
    this.#events = edits.flatMap((edit) => {
      if (edit.kind !== 'covariate') return [];
      const [from, to] = [parseDay(edit.from), parseDay(edit.to)];
      const fits = (own: Record<string, string>) => Object.entries(edit.where).every(([key, value]) => own[key] === value);
      return [
        {
          edit,
          series: series.flatMap((own, index) => (fits(own) ? [index] : [])),
          periods: spans.flatMap((span, index) => (span.first <= to && span.last >= from ? [index] : [])),
        },
      ];
    });
  }

  /** Applies the events of one covariate in their order, in place. @param values filled, `[series * own + period]` */
  apply(name: string, values: Float64Array): void {
    for (const { edit, series, periods } of this.#events) {
      if (edit.name !== name) continue;
      for (const one of series)
        for (const period of periods) {
          const at = one * this.#own + period;
          values[at] = edit.value ?? (values[at] as number) * (1 + (edit.change ?? 0));
        }
    }
  }

  /** Events that change nothing of this run, in words. */
  idle(known: readonly string[]): string[] {
    return this.#events.flatMap(({ edit, series, periods }) => {
      const why = !known.includes(edit.name)
        ? `the data have no ${edit.name} any more`
        : series.length === 0
          ? 'no series fits it'
          : periods.length === 0
            ? 'it is outside the run’s periods'
            : undefined;
      return why === undefined ? [] : [`calendar: ${edit.name} from ${edit.from} to ${edit.to} changes nothing, since ${why}`];
    });
  }
}
