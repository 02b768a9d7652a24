import type { StepName } from '@/lib/pipeline-runs/schema';
import type { Task } from './task';

/**
 * What a forked child can be told to do, by the name of the step. Each is imported when it is wanted, so that a child loads only
 * the libraries it uses.
 */
export const tasks: Partial<Record<StepName, Task<unknown>>> = {
  extract: async (context) => (await import('./extract')).extract(context),
  validate: async (context) => (await import('./validate')).validate(context),
  'train-lightgbm': async (context) => (await import('./train-boosted')).trainLightgbm(context),
  'train-xgboost': async (context) => (await import('./train-boosted')).trainXgboost(context),
  'train-statistical': async (context) => (await import('./train-statistical')).trainStatistical(context),
  'train-seasonal-naive': async (context) => (await import('./train-statistical')).trainSeasonalNaive(context),
  'train-ensemble': async (context) => (await import('./ensemble')).trainEnsemble(context),
  evaluate: async (context) => (await import('./evaluate')).evaluate(context),
  register: async (context) => (await import('./register')).register(context),
  forecast: async (context) => (await import('./forecast')).forecast(context),
  report: async (context) => (await import('./report')).report(context),
};
