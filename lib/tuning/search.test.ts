import { expect, test } from 'vitest';
import { TpeSampler } from './sampler-tpe';
import { finishers, type SearchOptions, type SearchState, search } from './search';
import type { SearchSpace } from './space';
import type { Trial } from './successive-halving';

const space: SearchSpace = {
  x: { kind: 'uniform', low: -1, high: 1 },
  kind: { kind: 'categorical', choices: ['a', 'b'] },
  n: { kind: 'int', low: 1, high: 9, when: { of: 'kind', in: ['b'] } },
};

interface Detail {
  sum: number;
}

/** The higher the rung, the more is told of the loss; each rung adds to what the one before left. */
function evaluate(trial: Trial<Detail>, rung: number) {
  const value = (Number(trial.point.x) - 0.3) ** 2 + (trial.point.kind === 'b' ? Number(trial.point.n) / 10 : 0.4);
  const sum = (trial.rungs[rung - 1]?.detail?.sum ?? 0) + value * (1 + 0.1 * Math.sin(31 * value + rung));
  return { loss: sum / (rung + 1), detail: { sum } };
}

const options: SearchOptions<Detail> = {
  space,
  given: [{ x: -0.9, kind: 'a' }],
  trials: 24,
  rungs: 3,
  sampler: new TpeSampler({ startup: 4 }),
  seed: 11,
  evaluate,
};

test('the same seed gives the same search, another seed another', async () => {
  const state = await search(options);
  expect(await search(options)).toEqual(state);
  expect((await search({ ...options, seed: 12 })).trials).not.toEqual(state.trials);
  expect(state.trials[0]?.point).toEqual({ x: -0.9, kind: 'a' });
  const [best] = finishers(state.trials, 3);
  expect(best?.rungs[2]?.loss).toBeLessThan(0.2);
});

test('killed at any point and gone on with, it ends as if nothing had been', async () => {
  const whole = await search(options);
  const jobs = whole.trials.reduce((sum, { rungs }) => sum + rungs.length, 0);
  class Killed extends Error {}
  // A kill may come during an evaluation, before its state is saved, or after that and before anybody was told.
  for (const place of ['evaluate', 'save', 'told'] as const) {
    for (let kill = 0; kill < jobs; kill++) {
      let kept: string | undefined;
      let done = 0;
      const signal = new AbortController();
      const dies = (at: typeof place) => {
        if (at === place && done === kill) {
          done++;
          throw new Killed();
        }
      };
      const attempt = (resumed: boolean) =>
        search({
          ...options,
          state: kept === undefined ? undefined : (JSON.parse(kept) as SearchState<Detail>),
          signal: signal.signal,
          evaluate: (trial, rung) => {
            // As a process that dies: nothing is caught.
            if (!resumed && place === 'evaluate' && done === kill) signal.abort(new Killed());
            return evaluate(trial, rung);
          },
          save: async (state) => {
            if (!resumed) dies('save');
            kept = JSON.stringify(state);
          },
          onTrial: () => {
            if (!resumed) dies('told');
            done++;
          },
        });
      await expect(attempt(false)).rejects.toThrow(Killed);
      const again = await search({
        ...options,
        state: kept === undefined ? undefined : (JSON.parse(kept) as SearchState<Detail>),
      });
      expect(again).toEqual(whole);
    }
  }
});

test('going on tells the last trial again: whoever listened may have missed it', async () => {
  const told: number[] = [];
  const state = await search(options);
  await search({ ...options, state, onTrial: ({ number }) => void told.push(number) });
  expect(told).toEqual([state.last]);
});

test('a state of another search is begun anew', async () => {
  const state = await search({ ...options, subject: 'one' });
  let evaluated = 0;
  const other = await search({
    ...options,
    subject: 'other',
    state,
    evaluate: (trial, rung) => {
      evaluated++;
      return evaluate(trial, rung);
    },
  });
  expect(evaluated).toBeGreaterThan(24);
  expect(other.trials).toEqual(state.trials);
});

test('stops between trials when it is cancelled, with the reason, and keeps what was done', async () => {
  const signal = new AbortController();
  let kept: SearchState<Detail> | undefined;
  const cancelled = search({
    ...options,
    signal: signal.signal,
    save: async (state) => {
      kept = structuredClone(state);
    },
    onTrial: ({ number }) => {
      // An event, as a cancellation comes.
      if (number === 5) setImmediate(() => signal.abort(new Error('cancelled by its owner')));
    },
  });
  await expect(cancelled).rejects.toThrow('cancelled by its owner');
  expect(kept?.trials).toHaveLength(6);
});

test('a failing trial is noted and passed over; a failing given point ends the search', async () => {
  const failing = (trial: Trial<Detail>, rung: number) => {
    if (trial.point.kind === 'b') throw new Error('b cannot be');
    return evaluate(trial, rung);
  };
  const state = await search({ ...options, evaluate: failing });
  const failed = state.trials.filter(({ point }) => point.kind === 'b');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.every(({ rungs }) => rungs.length === 1 && rungs[0]?.error === 'b cannot be' && rungs[0].loss === null)).toBe(true);
  // The sampler learns to keep away from it, where chance would try it every other time.
  const { trials } = await search({ ...options, trials: 80, evaluate: failing });
  expect(trials.slice(41).filter(({ point }) => point.kind === 'b').length).toBeLessThan(15);
  await expect(search({ ...options, given: [{ x: 0, kind: 'b', n: 1 }], evaluate: failing })).rejects.toThrow('b cannot be');
  const nan = await search({ ...options, trials: 2, given: [], evaluate: () => ({ loss: Number.NaN, detail: { sum: 0 } }) });
  expect(nan.trials[0]?.rungs[0]).toEqual({ loss: null, error: 'the loss is NaN' });
});

test.each([
  ['trials', { trials: -1 }],
  ['rungs', { rungs: 0 }],
  ['reduction', { reduction: 1 }],
])('%s out of range is told', async (path, wrong) => {
  await expect(search({ ...options, ...wrong })).rejects.toMatchObject({ code: 'validation_failed', errors: [{ path }] });
});
