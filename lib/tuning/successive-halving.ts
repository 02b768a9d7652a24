import type { Point } from './space';

/** What one rung made of a trial. */
export interface RungOutcome<Detail> {
  /** Null where the trial failed: JSON has no infinity. */
  loss: number | null;
  detail?: Detail;
  /** Why it failed. */
  error?: string;
}

/** A point and what became of it, rung by rung. */
export interface Trial<Detail> {
  /** From 0, in order of proposal. */
  number: number;
  point: Point;
  rungs: RungOutcome<Detail>[];
}

export interface HalvingOptions {
  /** How many rungs there are; each costs more than the one before. */
  rungs: number;
  /** One of so many trials goes on to the next rung. */
  reduction: number;
  /** Points to propose, beside those given. */
  trials: number;
  /** How many points were given: they come first and climb every rung. */
  given: number;
}

/** What is to be done next: a rung of a trial that exists, or the first rung of a new one. */
export interface Job {
  trial: number;
  rung: number;
}

/**
 * The next job of an asynchronous successive halving (Li et al. 2020, Algorithm 2) with one worker, a function of what has been
 * done: a trial that is among the best of its rung climbs, the highest rung first; where none is, a new one begins. When all have
 * begun, the best of each rung climbs at least, so that the top is reached even by few. The best of every rung always climbs.
 * @returns undefined when all is done
 */
export function nextJob(trials: readonly Trial<unknown>[], options: HalvingOptions): Job | undefined {
  const { given, rungs, reduction } = options;
  if (trials.length < given) return { trial: trials.length, rung: 0 };
  const unfinished = trials.slice(0, given).find((trial) => trial.rungs.length < rungs && !hasFailed(trial));
  if (unfinished) return { trial: unfinished.number, rung: unfinished.rungs.length };
  const proposed = trials.slice(given);
  for (let rung = rungs - 2; rung >= 0; rung--) {
    const climber = bestAt(proposed, rung, (count) => Math.floor(count / reduction));
    if (climber) return { trial: climber.number, rung: rung + 1 };
  }
  if (proposed.length < options.trials) return { trial: trials.length, rung: 0 };
  for (let rung = 0; rung < rungs - 1; rung++) {
    const climber = bestAt(proposed, rung, () => 1);
    if (climber) return { trial: climber.number, rung: rung + 1 };
  }
  return undefined;
}

/** The best of those at a rung that have a right to climb and have not yet. */
function bestAt<T extends Trial<unknown>>(trials: T[], rung: number, quota: (count: number) => number): T | undefined {
  const there = trials.filter((trial) => trial.rungs.length > rung);
  return there
    .filter((trial) => trial.rungs[rung]?.loss !== null)
    .sort((a, b) => (a.rungs[rung]?.loss as number) - (b.rungs[rung]?.loss as number) || a.number - b.number)
    .slice(0, quota(there.length))
    .find((trial) => trial.rungs.length === rung + 1);
}

export function hasFailed(trial: Trial<unknown>): boolean {
  return trial.rungs.at(-1)?.loss === null;
}

/** Jobs that a whole search takes, about: late promotions may add a few. */
export function expectedJobs({ given, rungs, reduction, trials }: HalvingOptions): number {
  let jobs = given * rungs;
  for (
    let rung = 0, climbing = trials;
    rung < rungs;
    rung++, climbing = Math.min(climbing, Math.max(1, Math.floor(climbing / reduction)))
  ) {
    jobs += climbing;
  }
  return jobs;
}
