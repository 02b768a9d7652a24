import type { BoosterColumns } from '../booster';
import { decodeColumnName } from '../booster-names';
import { type Out, taken } from '../native/memory';
import type { LightgbmApi } from './api';

/** LightGBM's model text (`model.txt`), of the first `iterations`. */
export function saveModel(api: LightgbmApi, booster: bigint, iterations: number): Uint8Array {
  let text = Buffer.alloc(1 << 20);
  for (;;) {
    const out: Out<number | bigint> = [0];
    api.boosterSave(booster, 0, iterations, 0, text.length, out, text);
    const length = Number(taken(out));
    // The length counts the closing NUL. Too small a buffer is left untouched, and the length says what is needed.
    if (length <= text.length) return new Uint8Array(text.subarray(0, length - 1));
    text = Buffer.alloc(length);
  }
}

/**
 * LightGBM reads past the end of a text that was cut off, and may abort the process.
 * @throws Error where the trees have no end; what is no model at all is left to LightGBM's own words.
 */
export function checkComplete(model: Uint8Array): void {
  const text = Buffer.from(model.buffer, model.byteOffset, model.byteLength);
  if (text.includes('tree_sizes=') && !text.includes('\nend of trees'))
    throw new Error(`The LightGBM model is cut off after ${model.length} bytes`);
}

/**
 * The columns that a model text names. Category columns are told from its `parameters` section, which our models and
 * those of LightGBM's own packages have.
 */
export function modelColumns(model: Uint8Array): BoosterColumns {
  const text = new TextDecoder().decode(model);
  const names = line(text, /^feature_names=(.*)$/m)
    .split(' ')
    .filter(Boolean)
    .map(decodeColumnName);
  const categorical = line(text, /^\[categorical_feature: (.*)\]$/m)
    .split(',')
    .filter((index) => /^\d+$/.test(index))
    .map(Number);
  return { names, categorical };
}

function line(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[1] ?? '';
}
