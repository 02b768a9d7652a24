import type { TrainingSet } from '../booster';
import { NativeHandle } from '../native/handle';
import { type Out, taken } from '../native/memory';
import { float32, type LightgbmApi } from './api';

/**
 * LightGBM's binned copy of a training set; our array is read in place and not kept.
 * @param names encoded column names
 * @param reference the training set's data, whose bins a validation set must share
 */
export function createDataset(
  api: LightgbmApi,
  set: TrainingSet,
  names: string[],
  parameters: string,
  reference?: NativeHandle,
): NativeHandle {
  const out: Out<bigint> = [null];
  api.datasetCreate(set.values, float32, set.rows, set.columns, 1, parameters, reference?.pointer ?? null, out);
  const dataset = new NativeHandle('dataset', taken(out), api.datasetFree);
  try {
    api.datasetSetField(dataset.pointer, 'label', set.label, set.rows, float32);
    if (set.weight) api.datasetSetField(dataset.pointer, 'weight', set.weight, set.rows, float32);
    if (!reference) api.datasetSetNames(dataset.pointer, names, names.length);
    return dataset;
  } catch (error) {
    dataset[Symbol.dispose]();
    throw error;
  }
}
