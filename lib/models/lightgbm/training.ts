import type { TrainRequest } from '../booster';
import { encodeColumnName } from '../booster-names';
import { EarlyStopping } from '../early-stopping';
import { NativeHandle } from '../native/handle';
import { type Out, taken } from '../native/memory';
import type { LightgbmApi } from './api';
import { createDataset } from './dataset';
import { saveModel } from './model-text';
import { lightgbmParameters, parameterString } from './parameters';

/** LightGBM's `bin_construct_sample_cnt`. */
const defaultSampleRows = 200_000;

/** Trains and returns the model's text; whatever training held in memory is freed, also when it fails. */
export function trainModel(api: LightgbmApi, request: TrainRequest): Uint8Array {
  const { columns, parameters, onIteration } = request;
  const values = lightgbmParameters(parameters, columns);
  const text = parameterString(values);
  const shape = {
    columns,
    names: columns.names.map(encodeColumnName),
    parameters: text,
    seed: parameters.seed,
    sampleRows: Number(values.bin_construct_sample_cnt ?? defaultSampleRows),
    holdAtMost: request.holdAtMost,
  };
  using train = createDataset(api, request.train, shape);
  using validation = request.validation && createDataset(api, request.validation, shape, train);
  using booster = createBooster(api, train, `${text} is_provide_training_metric=${onIteration !== undefined}`);
  if (validation) api.boosterAddValidation(booster.pointer, validation.pointer);

  const evaluate = evaluator(api, booster);
  const stopping = new EarlyStopping(validation ? parameters.earlyStoppingRounds : 0);
  const metric = String(values.metric).split(',')[0] ?? '';
  const finished: Out<number> = [0];
  let trained = 0;
  while (trained < parameters.iterations) {
    api.boosterUpdate(booster.pointer, finished);
    // No leaf could be split: a further tree would be empty. The first one still holds the constant.
    if (finished[0] === 1 && trained > 0) break;
    const iteration = trained++;
    const measured = validation && (onIteration || parameters.earlyStoppingRounds > 0) ? evaluate(1) : undefined;
    const stop = stopping.observe(iteration, measured);
    const go = onIteration?.({ iteration, metric, train: evaluate(0), validation: measured });
    if (stop || go === false || finished[0] === 1) break;
  }
  return saveModel(api, booster.pointer, stopping.keep(trained));
}

function createBooster(api: LightgbmApi, train: NativeHandle, parameters: string): NativeHandle {
  const out: Out<bigint> = [null];
  api.boosterCreate(train.pointer, parameters, out);
  return new NativeHandle('training booster', taken(out), api.boosterFree);
}

/** Reads the first metric of the training set (0) or the validation set (1). */
function evaluator(api: LightgbmApi, booster: NativeHandle): (dataset: 0 | 1) => number | undefined {
  const count: Out<number> = [0];
  api.boosterEvaluationCount(booster.pointer, count);
  const results = new Float64Array(taken(count));
  if (results.length === 0) return () => undefined;
  return (dataset) => {
    api.boosterEvaluate(booster.pointer, dataset, count, results);
    return results[0];
  };
}
