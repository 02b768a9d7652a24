import { readPanel } from '@/lib/data/panel-file';
import { AlmanacError } from '@/lib/errors';
import { ensembleWeights, horizonBlocks } from '@/lib/evaluation/weights';
import { actualsAt, planBacktest } from './backtest';
import { type MemberName, readMember, type WindowForecasts, writeWindows } from './members';
import type { PipelineParameters } from './parameters';
import type { Task } from './task';
import { Workspace } from './workspace';

/** Share of equal weights in the ensemble's: learnt weights overfit a few origins. */
export const weightShrinkage = 0.1;

export interface BlockWeights {
  from: number;
  to: number;
  weights: Partial<Record<MemberName, number>>;
}

export interface EnsembleResult {
  members: MemberName[];
  blocks: BlockWeights[];
}

/** The members a run trains. */
export function membersOf(parameters: PipelineParameters): MemberName[] {
  return parameters.models.filter((name): name is MemberName => name !== 'ensemble');
}

/** Learns the ensemble's weights at the selection origins and combines its members at all of them. */
export const trainEnsemble: Task<EnsembleResult> = async (context) => {
  const { parameters } = context;
  const names = membersOf(parameters);
  if (names.length === 0) {
    throw new AlmanacError('validation_failed', 'An ensemble needs members.', [
      { path: 'models', message: 'name at least one model beside ensemble' },
    ]);
  }
  const workspace = new Workspace(context.runId);
  const { panel } = await readPanel(context.runId);
  const plan = planBacktest(panel, parameters.horizon);
  const members = await Promise.all(names.map((name) => readMember(workspace, name)));
  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const selection = members.map((member) => member.forecasts.selection);
  const blocks = fitBlocks(actual, selection, names, plan.horizon, parameters.frequency);
  const combined = (window: 'calibration' | 'test') =>
    combine(
      members.map((member) => member.forecasts[window]),
      names,
      blocks,
      plan.horizon,
    );
  const forecasts: WindowForecasts = {
    selection: crossFitted(actual, selection, names, plan.origins.selection.length, plan.horizon, parameters.frequency),
    calibration: combined('calibration'),
    test: combined('test'),
  };
  await writeWindows(workspace, 'ensemble', forecasts);
  const result: EnsembleResult = { members: names, blocks };
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
    const weights = ensembleWeights(inBlock(actual), members.map(inBlock), weightShrinkage);
    return { from, to, weights: Object.fromEntries(names.map((name, k) => [name, weights[k] as number])) };
  });
}

/** The weighted mean of the members' forecasts, step by step. */
export function combine(members: Float64Array[], names: MemberName[], blocks: BlockWeights[], horizon: number): Float64Array {
  const byStep = Array.from({ length: horizon }, (_, k) => {
    const block = blocks.find(({ to }) => k + 1 <= to) ?? (blocks.at(-1) as BlockWeights);
    return names.map((name) => block.weights[name] ?? 0);
  });
  const out = new Float64Array(members[0]?.length ?? 0);
  for (let k = 0; k < out.length; k++) {
    const weights = byStep[k % horizon] as number[];
    for (let m = 0; m < members.length; m++) {
      // A member without weight has no say, not even by a missing forecast.
      if ((weights[m] as number) > 0) out[k] = (out[k] as number) + (weights[m] as number) * ((members[m] as Float64Array)[k] as number);
    }
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
    const own = (_: number, k: number) => Math.floor(k / size) === origin;
    const others = (value: number, k: number) => origins === 1 || !own(value, k);
    const blocks = fitBlocks(
      actual.filter(others),
      members.map((member) => member.filter(others)),
      names,
      horizon,
      frequency,
    );
    out.set(
      combine(
        members.map((member) => member.filter(own)),
        names,
        blocks,
        horizon,
      ),
      origin * size,
    );
  }
  return out;
}

function describe(blocks: BlockWeights[]): string {
  return blocks
    .map(
      ({ from, to, weights }) =>
        `steps ${from}-${to}: ${Object.entries(weights)
          .map(([name, weight]) => `${name} ${(weight ?? 0).toFixed(2)}`)
          .join(', ')}`,
    )
    .join('; ');
}
