import { setTimeout as sleep } from 'node:timers/promises';

/** What came of a load. Times are in milliseconds, from when a request was due until all of its answer was there. */
export interface LoadResult {
  /** Requests a second that were due. */
  rate: number;
  requests: number;
  failed: number;
  /** Why the first one failed. */
  failure?: string;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  /** Too many were unanswered at once: the load was given up. */
  overrun: boolean;
}

/** Requests that may be unanswered at a time before a load is given up. */
const mostOpen = 400;

/**
 * Open-loop load: requests are due at fixed times, whether or not earlier ones were answered, and each is timed from when it was
 * due, so that a server that stalls is charged for all who came meanwhile.
 */
export async function openLoop(rate: number, seconds: number, request: (k: number) => Promise<unknown>): Promise<LoadResult> {
  const count = Math.max(1, Math.round(rate * seconds));
  const times: number[] = [];
  const open = new Set<Promise<void>>();
  let failed = 0;
  let failure: string | undefined;
  let overrun = false;
  const start = performance.now() + 50;
  for (let k = 0; k < count && !overrun; k++) {
    const due = start + (1000 * k) / rate;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const one = request(k)
      .then(
        () => void times.push(performance.now() - due),
        (error: Error) => {
          failed++;
          failure ??= error.message;
        },
      )
      .finally(() => open.delete(one));
    open.add(one);
    overrun = open.size > mostOpen;
  }
  await Promise.all(open);
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { rate, requests: times.length + failed, failed, failure, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), overrun };
}

/**
 * The highest rate that is held: from `first` on by half as much again each time, until a load twice in a row fails, is overrun or
 * has more than `mostMs` at the 99th percentile. Once may be whatever else the machine did.
 */
export async function saturation(
  first: number,
  seconds: number,
  mostMs: number,
  request: (k: number) => Promise<unknown>,
): Promise<{ held: LoadResult | undefined; broke: LoadResult | undefined }> {
  let held: LoadResult | undefined;
  const holds = ({ failed, overrun, p99 }: LoadResult) => failed === 0 && !overrun && p99 <= mostMs;
  for (let rate = first, step = 0; step < 12; rate *= 1.5, step++) {
    const load = () => openLoop(Math.round(10 * rate) / 10, seconds, request);
    let result = await load();
    if (!holds(result)) result = await load();
    if (!holds(result)) return { held, broke: result };
    held = result;
  }
  return { held, broke: undefined };
}
