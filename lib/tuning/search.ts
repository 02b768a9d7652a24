import { invalid } from '@/lib/errors';
import type { Observation, Sampler } from './sampler';
import { TpeSampler } from './sampler-tpe';
import { checkSpace, type Point, type SearchSpace } from './space';
import { type HalvingOptions, hasFailed, nextJob, type RungOutcome, type Trial } from './successive-halving';
import { trialRandom } from './trial-random';

/** All that a search knows. It is plain JSON, and going on from it is the same as never having stopped. */
export interface SearchState<Detail> {
  /** What the search was about; a state of another search is not gone on from. */
  signature: string;
  trials: Trial<Detail>[];
  /** The trial that was worked on last. */
  last: number | null;
}

/** What an evaluation answers: the loss (lower is better, comparable between trials and rungs) and what the next rung builds on. */
export interface Evaluated<Detail> {
  loss: number;
  detail: Detail;
}

export interface SearchOptions<Detail> {
  space: SearchSpace;
  /** Points that are tried first and climb every rung: what is to be beaten. */
  given?: readonly Point[];
  /** Points to propose beside them. */
  trials: number;
  rungs?: number;
  /** One of so many trials climbs to the next rung; 3 by default. */
  reduction?: number;
  sampler?: Sampler;
  seed: number;
  /** Tells this search from any other: what else its evaluations depend on. */
  subject?: string;
  /** Where to go on from: what `save` was given last. */
  state?: SearchState<Detail>;
  /**
   * Works out one rung (from 0) of a trial. What it throws is the trial's failure, but for a given point's, which ends the search.
   * @param trials all so far, the given ones first
   */
  evaluate(
    trial: Trial<Detail>,
    rung: number,
    trials: readonly Trial<Detail>[],
    signal: AbortSignal,
  ): Promise<Evaluated<Detail>> | Evaluated<Detail>;
  /** Keeps the state, all at once or not at all; called after every rung. */
  save?(state: SearchState<Detail>): Promise<void>;
  /** Told after every rung of a trial, once it is saved; again for the last one where a search goes on. */
  onTrial?(trial: Trial<Detail>, state: SearchState<Detail>): Promise<void> | void;
  signal?: AbortSignal;
}

/**
 * Searches a space by successive halving over a sampler. The outcome depends on the options alone, not on when it was stopped
 * and gone on with.
 * @throws AlmanacError `validation_failed` naming a dimension or option that cannot be; the signal's reason when it is aborted
 */
export async function search<Detail>(options: SearchOptions<Detail>): Promise<SearchState<Detail>> {
  const { space, given = [], sampler = new TpeSampler(), seed, save, onTrial } = options;
  const signal = options.signal ?? new AbortController().signal;
  const halving = halvingOf(options);
  checkSpace(space);
  const signature = JSON.stringify([options.subject, space, given, halving, sampler.name, seed]);
  const state: SearchState<Detail> =
    options.state?.signature === signature ? structuredClone(options.state) : { signature, trials: [], last: null };
  const last = state.last === null ? undefined : state.trials[state.last];
  if (last) await onTrial?.(last, state);

  for (let job = nextJob(state.trials, halving); job; job = nextJob(state.trials, halving)) {
    // An abort arrives as an event, and evaluations need never wait for one.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const trial = state.trials[job.trial] ?? {
      number: job.trial,
      point: given[job.trial] ?? sampler.suggest(space, observationsOf(state.trials), trialRandom(seed, job.trial)),
      rungs: [],
    };
    const outcome = await outcomeOf(() => options.evaluate(trial, job.rung, state.trials, signal), trial.number < given.length, signal);
    trial.rungs.push(outcome);
    state.trials[job.trial] = trial;
    state.last = job.trial;
    await save?.(state);
    await onTrial?.(trial, state);
  }
  return state;
}

export function halvingOf(options: Pick<SearchOptions<unknown>, 'given' | 'rungs' | 'reduction' | 'trials'>): HalvingOptions {
  const { given = [], rungs = 1, reduction = 3, trials } = options;
  if (!(Number.isInteger(trials) && trials >= 0)) throw invalid('trials', 'must be a whole number from 0');
  if (!(Number.isInteger(rungs) && rungs >= 1)) throw invalid('rungs', 'must be a whole number from 1');
  if (!(Number.isInteger(reduction) && reduction >= 2)) throw invalid('reduction', 'must be a whole number from 2');
  return { given: given.length, rungs, reduction, trials };
}

async function outcomeOf<Detail>(
  evaluate: () => Promise<Evaluated<Detail>> | Evaluated<Detail>,
  isGiven: boolean,
  signal: AbortSignal,
): Promise<RungOutcome<Detail>> {
  try {
    const { loss, detail } = await evaluate();
    // What was cut short is no result.
    signal.throwIfAborted();
    if (!Number.isFinite(loss)) throw new RangeError(`the loss is ${loss}`);
    return { loss, detail };
  } catch (error) {
    signal.throwIfAborted();
    if (isGiven) throw error;
    return { loss: null, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Each trial with its loss at the highest rung that it reached. */
function observationsOf(trials: readonly Trial<unknown>[]): Observation[] {
  return trials.map(({ point, rungs }) => ({ point, loss: rungs.at(-1)?.loss ?? Number.POSITIVE_INFINITY }));
}

/** The trials that climbed to the top, the best first; of equals the earlier one. */
export function finishers<Detail>(trials: readonly Trial<Detail>[], rungs: number): Trial<Detail>[] {
  return trials
    .filter((trial) => trial.rungs.length === rungs && !hasFailed(trial))
    .sort((a, b) => (a.rungs.at(-1)?.loss as number) - (b.rungs.at(-1)?.loss as number) || a.number - b.number);
}
