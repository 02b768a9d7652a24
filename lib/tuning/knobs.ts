import type { BoostedConfig } from '@/lib/models/boosted';
import type { Dimension, Value } from './space';

/** One thing that may be changed about a configuration: where to read what it has, and how to write another. */
export interface Knob {
  name: string;
  dimension: Dimension;
  /** What a configuration has; undefined where the knob does not apply to it. Writing what was read changes nothing. */
  read(config: BoostedConfig): Value | undefined;
  write(config: BoostedConfig, value: Value): BoostedConfig;
}

/** What of a panel and its forecaster decides which knobs there are. */
export interface TuningFacts {
  frequency: 'day' | 'week' | 'month';
  /** The learnt target is never negative, and not always zero: Poisson and Tweedie losses are defined. */
  nonNegative: boolean;
  /** The calendar has holidays. */
  holidays: boolean;
  /** There are past-only covariates. */
  past: boolean;
}

/** Periods of a year: a whole number of weeks, as seasonal lags count them. */
export const yearLength = { day: 364, week: 52, month: 12 } as const;

/** A knob on or off. */
export function toggle(name: string, read: (config: BoostedConfig) => boolean, off: (config: BoostedConfig) => BoostedConfig): Knob {
  return { name, dimension: { kind: 'categorical', choices: [true, false] }, read, write: (config, on) => (on ? config : off(config)) };
}

/** A knob that takes away from, or adds to, what the base configuration has, which is the choice `all`. */
export function variants(name: string, makers: Record<string, (config: BoostedConfig) => BoostedConfig>): Knob {
  return {
    name,
    dimension: { kind: 'categorical', choices: ['all', ...Object.keys(makers)] },
    read: () => 'all',
    write: (config, choice) => makers[String(choice)]?.(config) ?? config,
  };
}
