import { readPanel } from '@/lib/data/panel-file';
import { AlmanacError } from '@/lib/errors';
import { ensembleWeights, horizonBlocks } from '@/lib/evaluation/weights';
import type { MemberName } from '@/lib/models/members/member';
import { actualsAt, planBacktest } from './backtest';
import { type Member, readMembers, type WindowForecasts, writeWindows } from './members';
import type { PipelineParameters } from './parameters';
import type { Task } from './task';
import { Workspace } from './workspace';

/** Share of equal weights in the ensemble's: a few origins tell who is poor, but not who is best by how much. */
export const weightShrinkage = 0.5;

/** A member with more than so many times the best one's absolute error is left out of a block of steps. */
const tolerance = 1.2;

export interface BlockWeights {
  from: number;
  to: number;
  weights: Partial<Record<MemberName, number>>;
}

export interface EnsembleResult {
  /** Members with any weight. */
  members: MemberName[];
  blocks: BlockWeights[];
}

/** The trained members that a run's parameters ask for; the seasonal naive is always trained, to be compared with. */
export function chosenMembers(
  members: ReadonlyMap<MemberName, Member>,
  { models }: Pick<PipelineParameters, 'models'>,
): Map<MemberName, Member> {
  return new Map([...members].filter(([name]) => name !== 'seasonal-naive' || models.includes('seasonal-naive')));
}

/** Learns the ensemble's weights at the selection origins and combines its members at all of them. */
export const trainEnsemble: Task<EnsembleResult> = async (context) => {
  const { parameters } = context;
  const workspace = new Workspace(context.runId);
  const members = chosenMembers(await readMembers(workspace), parameters);
  if (members.size === 0) {
    throw new AlmanacError('validation_failed', 'An ensemble needs members.', [
      { path: 'models', message: 'name at least one model beside ensemble' },
    ]);
  }
  const { panel } = await readPanel(context.runId);
  const plan = planBacktest(panel, parameters.horizon, parameters);
  const names = [...members.keys()];
  const of = (window: keyof WindowForecasts) => names.map((name) => (members.get(name) as Member).forecasts[window]);
  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const blocks = fitBlocks(actual, of('selection'), names, plan.horizon, panel.frequency);
  const forecasts: WindowForecasts = {
    selection: crossFitted(actual, of('selection'), names, plan.origins.selection.length, plan.horizon, panel.frequency),
    calibration: combine(of('calibration'), names, blocks, plan.horizon),
    test: combine(of('test'), names, blocks, plan.horizon),
  };
  await writeWindows(workspace, 'ensemble', forecasts);
  context.log?.(
    'info',
    `weighing ${names.join(', ')} at ${plan.origins.selection.length} origins, in ${blocks.length} blocks of steps ahead`,
  );
  const used = names.filter((name) => blocks.some(({ weights }) => (weights[name] ?? 0) > 0));
  const result: EnsembleResult = { members: used, blocks };
  await workspace.writeJson('ensemble/result.json', result);
  context.report({ fraction: 1, message: describe(blocks) });
  return result;
};

/** Weights for each block of steps ahead, from forecasts of any number of origins. */
export function fitBlocks(
  actual: Float64Array,
  members: Float64Array[],
  names: MemberName[],
  horizon: number,
  frequency: PipelineParameters['frequency'],
): BlockWeights[] {
  return horizonBlocks(frequency, horizon).map(({ from, to }) => {
    const inBlock = (values: Float64Array) => values.filter((_, k) => (k % horizon) + 1 >= from && (k % horizon) + 1 <= to);
    const weights = ensembleWeights(inBlock(actual), members.map(inBlock), { shrinkage: weightShrinkage, tolerance });
    return { from, to, weights: Object.fromEntries(names.map((name, k) => [name, weights[k] as number])) };
  });
}

/** The weighted mean of the members' forecasts, step by step; the others share the weight of one that has none. */
export function combine(members: Float64Array[], names: MemberName[], blocks: BlockWeights[], horizon: number): Float64Array {
  const byStep = Array.from({ length: horizon }, (_, k) => {
    const block = blocks.find(({ to }) => k + 1 <= to) ?? (blocks.at(-1) as BlockWeights);
    return names.map((name) => block.weights[name] ?? 0);
  });
  const out = new Float64Array(members[0]?.length ?? 0);
  for (let k = 0; k < out.length; k++) {
    const weights = byStep[k % horizon] as number[];
    let sum = 0;
    let weight = 0;
    for (let m = 0; m < members.length; m++) {
      const own = weights[m] as number;
      const value = (members[m] as Float64Array)[k] as number;
      // A member without weight has no say, not even by a missing forecast.
      if (own === 0 || value !== value) continue;
      sum += own * value;
      weight += own;
    }
    out[k] = sum / weight;
  }
  return out;
}

/**
 * The ensemble's forecasts at the origins its weights are learnt from, each with weights learnt at the other origins:
 * so that it is compared with its members on forecasts it was not fitted to.
 */
export function crossFitted(
  actual: Float64Array,
  members: Float64Array[],
  names: MemberName[],
  origins: number,
  horizon: number,
  frequency: PipelineParameters['frequency'],
): Float64Array {
  const size = actual.length / origins;
  const out = new Float64Array(actual.length);
  for (let origin = 0; origin < origins; origin++) {
    const own = (values: Float64Array) => values.subarray(origin * size, (origin + 1) * size);
    const others = (values: Float64Array) => (origins === 1 ? values : values.filter((_, k) => Math.floor(k / size) !== origin));
    const blocks = fitBlocks(others(actual), members.map(others), names, horizon, frequency);
    out.set(combine(members.map(own), names, blocks, horizon), origin * size);
  }
  return out;
}

function describe(blocks: BlockWeights[]): string {
  return blocks
    .map(({ from, to, weights }) => {
      const used = Object.entries(weights).filter(([, weight]) => weight > 0);
      return `steps ${from}-${to}: ${used.map(([name, weight]) => `${name} ${weight.toFixed(2)}`).join(', ')}`;
    })
    .join('; ');
}
