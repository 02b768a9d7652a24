import type { PanelFrequency, WeekLabel } from '@/lib/features/panel';
import { labelOf, PeriodClock, periodSpan } from './period-clock';

/** How the periods that data are recorded by are summed to those that a run works by. */
export interface PeriodMap {
  /** Periods of the data, from the first recorded one until they cover the last target period. */
  own: number;
  /** Of these, the recorded ones. */
  ownRecorded: number;
  /** Target periods, those of the horizon included. */
  targets: number;
  /** Of these, the ones that the recorded periods cover completely. */
  recorded: number;
  /** `ds` of each target period. */
  labels: Int32Array;
  /** Target that each own period begins in, -1 before the first; and the share of it that lies there. The rest lies in the next one. */
  to: Int32Array;
  share: Float64Array;
  /** Whether both are the same. */
  identity: boolean;
}

/**
 * Maps the periods of data to equal or longer ones. Days are summed to weeks from Monday to Sunday and to calendar months. A
 * week that lies in two months is split by its days.
 * @param span labels of the first and the last recorded period
 * @param horizon target periods after the last complete one
 */
export function periodMap(
  own: PanelFrequency,
  target: PanelFrequency,
  span: { first: number; last: number },
  horizon: number,
  weekLabel: WeekLabel,
): PeriodMap {
  const ownClock = new PeriodClock(own, span.first);
  const base = ownClock.indexOf(span.first);
  const ownRecorded = ownClock.indexOf(span.last) - base + 1;
  const ownSpan = (k: number) => periodSpan(own, ownClock.dayOf(base + k), weekLabel);
  if (own === target) {
    const targets = ownRecorded + horizon;
    return {
      own: targets,
      ownRecorded,
      targets,
      recorded: ownRecorded,
      labels: Int32Array.from({ length: targets }, (_, k) => ownClock.dayOf(base + k)),
      to: Int32Array.from({ length: targets }, (_, k) => k),
      share: new Float64Array(targets).fill(1),
      identity: true,
    };
  }
  const covered = { first: ownSpan(0).first, last: ownSpan(ownRecorded - 1).last };
  const opening = labelOf(target, covered.first);
  const first = opening === covered.first ? opening : periodSpan(target, opening, 'start').last + 1;
  const clock = new PeriodClock(target, first);
  const origin = clock.indexOf(first);
  const recorded = Math.max(0, clock.indexOf(labelOf(target, covered.last + 1)) - origin);
  const targets = recorded + horizon;
  const end = clock.dayOf(origin + targets) - 1;
  const to: number[] = [];
  const share: number[] = [];
  for (let k = 0; k < ownRecorded || ownSpan(k).first <= end; k++) {
    const { first: from, last } = ownSpan(k);
    const at = clock.indexOf(labelOf(target, from)) - origin;
    const inside = Math.min(last, clock.dayOf(origin + at + 1) - 1) - from + 1;
    to.push(Math.max(-2, at));
    share.push(inside / (last - from + 1));
  }
  return {
    own: to.length,
    ownRecorded,
    targets,
    recorded,
    labels: Int32Array.from({ length: targets }, (_, k) => clock.dayOf(origin + k)),
    to: Int32Array.from(to),
    share: Float64Array.from(share),
    identity: false,
  };
}

/** Calls `visit` for each target period that an own one has a share of. */
export function eachTarget({ to, share, targets }: PeriodMap, own: number, visit: (target: number, share: number) => void): void {
  const at = to[own] as number;
  const part = share[own] as number;
  if (at >= 0 && at < targets && part > 0) visit(at, part);
  if (part < 1 && at + 1 >= 0 && at + 1 < targets) visit(at + 1, 1 - part);
}
