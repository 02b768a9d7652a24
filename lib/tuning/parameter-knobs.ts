import type { BoostedConfig, Strategy } from '@/lib/models/boosted';
import type { BoosterParameters } from '@/lib/models/booster';
import { type Knob, type TuningFacts, yearLength } from './knobs';
import type { Dimension, Value } from './space';

type NumericParameter = { [K in keyof BoosterParameters]-?: BoosterParameters[K] extends number ? K : never }[keyof BoosterParameters];

const rateBounds = { low: 0.02, high: 0.3 };
/** How many times the base's trees a slow learning rate may take. */
const mostTrees = 4;

/** How the trees are grown, what they minimise, and how steps beyond the first are reached. */
export function parameterKnobs(base: BoostedConfig, facts: TuningFacts): Knob[] {
  return [
    learningRate(base),
    parameter('leaves', { kind: 'log-int', low: 4, high: 128 }),
    parameter('minLeafRows', { kind: 'log-int', low: 2, high: 200 }),
    parameter('l2', { kind: 'log-uniform', low: 0.01, high: 100 }),
    parameter('rowFraction', { kind: 'uniform', low: 0.4, high: 1 }),
    parameter('columnFraction', { kind: 'uniform', low: 0.2, high: 1 }),
    ...objective(base, facts),
    ...strategy(base),
    halfLife(base, facts),
  ];
}

function parameter(name: NumericParameter, dimension: Dimension): Knob {
  return {
    name,
    dimension,
    read: (config) => config.parameters[name],
    write: (config, value) => ({ ...config, parameters: { ...config.parameters, [name]: value } }),
  };
}

/** A slower rate may take more trees, in proportion: early stopping then says how many it needs. */
function learningRate(base: BoostedConfig): Knob {
  const { iterations, learningRate: rate } = base.parameters;
  return {
    name: 'learningRate',
    dimension: { kind: 'log-uniform', ...rateBounds },
    read: (config) => config.parameters.learningRate,
    write: (config, value) => {
      const slower = Math.min(mostTrees, Math.max(1, rate / Number(value)));
      const parameters = { ...config.parameters, learningRate: Number(value), iterations: Math.round(iterations * slower) };
      return { ...config, parameters };
    },
  };
}

/** A quantile is what was asked for, not a way to get at the mean. */
function objective(base: BoostedConfig, { nonNegative }: TuningFacts): Knob[] {
  if (base.parameters.objective === 'quantile') return [];
  return [
    {
      name: 'objective',
      dimension: { kind: 'categorical', choices: ['l2', 'l1', ...(nonNegative ? ['tweedie', 'poisson'] : [])] },
      read: (config) => config.parameters.objective,
      write: (config, value) => {
        if (value === config.parameters.objective) return config;
        const { alpha: _, ...others } = config.parameters;
        return { ...config, parameters: { ...others, objective: value as BoosterParameters['objective'] } };
      },
    },
    ...(nonNegative ? [tweediePower] : []),
  ];
}

const tweediePower: Knob = {
  name: 'tweediePower',
  dimension: { kind: 'uniform', low: 1.05, high: 1.95, when: { of: 'objective', in: ['tweedie'] } },
  read: ({ parameters }) => (parameters.objective === 'tweedie' ? parameters.alpha : undefined),
  write: (config, value) => ({ ...config, parameters: { ...config.parameters, alpha: Number(value) } }),
};

/** Blocks of steps are tried where they are few: each is trained on its own. */
function strategy(base: BoostedConfig): Knob[] {
  if (base.horizon < 2) return [];
  const blocks = Math.ceil(base.horizon / (base.stepsPerBlock ?? 7));
  const inBlocks = base.strategy === 'direct-blocks' || (blocks >= 2 && blocks <= 6);
  const direct: Strategy[] = ['direct', ...(inBlocks ? ['direct-blocks' as const] : [])];
  return [
    {
      name: 'strategy',
      dimension: { kind: 'categorical', choices: ['recursive', ...direct] },
      read: (config) => config.strategy,
      write: (config, value) => ({ ...config, strategy: value as Strategy }),
    },
    {
      name: 'stepsPerTarget',
      dimension: { kind: 'int', low: 1, high: Math.min(4, base.horizon), when: { of: 'strategy', in: direct } },
      read: (config) => (config.strategy === 'recursive' ? undefined : config.stepsPerTarget),
      write: (config, value) => ({ ...config, stepsPerTarget: Number(value) }),
    },
  ];
}

/** How fast the past is forgotten: not at all, or by half in half a year, one or two. */
function halfLife(base: BoostedConfig, { frequency }: TuningFacts): Knob {
  const year = yearLength[frequency];
  const choices: Value[] = [...new Set(['none', year / 2, year, 2 * year, base.halfLife ?? 'none'])];
  return {
    name: 'halfLife',
    dimension: { kind: 'categorical', choices },
    read: (config) => config.halfLife ?? 'none',
    write: (config, value) => {
      const { halfLife: _, ...others } = config;
      return value === 'none' ? others : { ...others, halfLife: Number(value) };
    },
  };
}
