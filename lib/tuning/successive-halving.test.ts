import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedJobs, type HalvingOptions, type Job, nextJob, type Trial } from './successive-halving';

/** Does every job; `loss` of a trial at a rung, null for a failure. */
function run(options: HalvingOptions, loss: (job: Job) => number | null): { trials: Trial<null>[]; jobs: Job[] } {
  const trials: Trial<null>[] = [];
  const jobs: Job[] = [];
  for (let job = nextJob(trials, options); job; job = nextJob(trials, options)) {
    jobs.push(job);
    trials[job.trial] ??= { number: job.trial, point: {}, rungs: [] };
    const trial = trials[job.trial] as Trial<null>;
    expect(trial.rungs).toHaveLength(job.rung);
    trial.rungs.push({ loss: loss(job) });
  }
  return { trials, jobs };
}

const options = fc.record({
  rungs: fc.integer({ min: 1, max: 4 }),
  reduction: fc.integer({ min: 2, max: 4 }),
  trials: fc.integer({ min: 0, max: 60 }),
  given: fc.integer({ min: 0, max: 2 }),
});

test('the best of every rung gets to the top, and so does what was given', () => {
  fc.assert(
    fc.property(options, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (halving, losses) => {
      const quality: number[] = [];
      const { trials } = run(halving, ({ trial }) => {
        quality[trial] ??= losses.next().value as number;
        return quality[trial] as number;
      });
      expect(trials).toHaveLength(halving.given + halving.trials);
      const atTop = trials.filter(({ rungs }) => rungs.length === halving.rungs).map(({ number }) => number);
      for (let k = 0; k < halving.given; k++) expect(atTop).toContain(k);
      const proposed = quality.slice(halving.given);
      if (proposed.length > 0) expect(atTop).toContain(halving.given + proposed.indexOf(Math.min(...proposed)));
    }),
  );
});

test('few climb: the work is about what halving promises', () => {
  const halving = { rungs: 3, reduction: 3, trials: 81, given: 1 };
  const random = Array.from({ length: 100 }, (_, k) => (Math.imul(k + 1, 2654435761) >>> 0) / 2 ** 32);
  const { trials, jobs } = run(halving, ({ trial }) => random[trial] as number);
  const climbed = (rungs: number) => trials.slice(1).filter((trial) => trial.rungs.length >= rungs).length;
  expect([climbed(1), climbed(2), climbed(3)]).toEqual([81, expect.any(Number), expect.any(Number)]);
  expect(climbed(2)).toBeLessThanOrEqual(27 + 9);
  expect(climbed(3)).toBeLessThanOrEqual(9 + 6);
  expect(expectedJobs(halving)).toBe(3 + 81 + 27 + 9);
  expect(Math.abs(jobs.length - expectedJobs(halving))).toBeLessThan(0.15 * jobs.length);
});

test('what failed climbs no further, and does not stop others', () => {
  const halving = { rungs: 2, reduction: 2, trials: 6, given: 1 };
  const { trials } = run(halving, ({ trial, rung }) => (trial % 2 === 0 || rung === 1 ? null : trial));
  expect(trials[0]?.rungs).toEqual([{ loss: null }]);
  expect(trials.filter(({ rungs }) => rungs.length === 2).every(({ number }) => number % 2 === 1)).toBe(true);
  expect(trials[1]?.rungs).toHaveLength(2);
});
