import type { PipelineParameters } from './parameters';

const all: Record<keyof PipelineParameters, true> = {
  dataset: true,
  datasetVersion: true,
  level: true,
  frequency: true,
  horizon: true,
  dataStartDate: true,
  dataEndDate: true,
  maxFilesToProcess: true,
  validationSampleSize: true,
  enableModelRegistration: true,
  models: true,
  strategies: true,
  targetTransforms: true,
  objective: true,
  bagging: true,
  monotonePrice: true,
  reconciliation: true,
  intervals: true,
  backtestOrigins: true,
  backtestStep: true,
  backtestRefit: true,
  tuningTrials: true,
  seed: true,
};

/** Names of a run's parameters in the order of their schema; without it, so that a browser need not load it for them. */
export const parameterNames = Object.keys(all) as (keyof PipelineParameters)[];
