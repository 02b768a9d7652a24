import type { BoosterColumns, StreamedMatrix, TrainingSet } from '../booster';
import { NativeHandle } from '../native/handle';
import { type Out, taken } from '../native/memory';
import { heldMatrix, rowBlocks } from '../row-blocks';
import { float32, type LightgbmApi } from './api';
import { drawBinSample } from './bin-sample';

export interface DatasetShape {
  columns: BoosterColumns;
  /** Encoded column names. */
  names: string[];
  /** LightGBM's parameters as it takes them. */
  parameters: string;
  seed: number;
  /** Rows from which bins are chosen. */
  sampleRows: number;
  holdAtMost: number | undefined;
}

/**
 * LightGBM's binned copy of a training set. A matrix is read in place and not kept; a streamed one that is large is never
 * whole in memory: bins are chosen from a sample, then its rows are pushed block by block.
 * @param reference the training set's data, whose bins a validation set must share
 */
export function createDataset(api: LightgbmApi, set: TrainingSet, shape: DatasetShape, reference?: NativeHandle): NativeHandle {
  const held = heldMatrix(set, shape.columns, shape.holdAtMost);
  const out: Out<bigint> = [null];
  if (held) {
    api.datasetCreate(held.values, float32, held.rows, held.columns, 1, shape.parameters, reference?.pointer ?? null, out);
  } else if (reference) {
    api.datasetCreateByReference(reference.pointer, set.rows, out);
  } else {
    createFromSample(api, set as StreamedMatrix, shape, out);
  }
  const dataset = new NativeHandle('dataset', taken(out), api.datasetFree);
  try {
    if (!held) {
      for (const { values, rows, columns, first } of rowBlocks(set, shape.columns)) {
        api.datasetPush(dataset.pointer, values, float32, rows, columns, first);
      }
    }
    api.datasetSetField(dataset.pointer, 'label', set.label, set.rows, float32);
    if (set.weight) api.datasetSetField(dataset.pointer, 'weight', set.weight, set.rows, float32);
    if (!reference) api.datasetSetNames(dataset.pointer, shape.names, shape.names.length);
    return dataset;
  } catch (error) {
    dataset[Symbol.dispose]();
    throw error;
  }
}

function createFromSample(api: LightgbmApi, set: StreamedMatrix, { parameters, seed, sampleRows }: DatasetShape, out: Out<bigint>): void {
  const sample = drawBinSample(set, sampleRows, seed);
  const { values, indices, counts, rows } = sample;
  api.datasetCreateFromSample(values, indices, set.columns, counts, rows, set.rows, set.rows, parameters, out);
  sample.memory = undefined;
}
