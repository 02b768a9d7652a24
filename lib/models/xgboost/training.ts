import type { TrainingSet, TrainRequest } from '../booster';
import { EarlyStopping } from '../early-stopping';
import { NativeHandle } from '../native/handle';
import { copyBytes, type Out, taken } from '../native/memory';
import { heldMatrix } from '../row-blocks';
import type { XgboostApi } from './api';
import { categoriesAttribute, encodeCategories, seenCategories } from './categories';
import { createQuantileMatrix, describeColumns } from './matrices';
import { xgboostParameters } from './parameters';

/** Trains and returns the model in UBJSON; whatever training held in memory is freed, also when it fails. */
export function trainModel(api: XgboostApi, request: TrainRequest): Uint8Array {
  const { columns, parameters, onIteration } = request;
  const values = xgboostParameters(parameters, request.train);
  const options = { maxBins: Number(values.max_bin), threads: parameters.threads };
  const set = held(request.train, request);
  const seen = seenCategories(set, columns);
  using train = createQuantileMatrix(api, set, columns, options);
  using validation =
    request.validation && createQuantileMatrix(api, held(request.validation, request), columns, { ...options, seen, reference: train });
  using booster = createBooster(api, validation ? [train, validation] : [train]);
  // A model remembers its columns only where it is told them itself.
  describeColumns(columns, (field, strings) => api.boosterSetStrings(booster.pointer, field, strings, strings.length));
  for (const [name, value] of Object.entries(values)) api.boosterSetParameter(booster.pointer, name, String(value));

  const watched = [
    ...(onIteration ? [{ name: 'train', matrix: train }] : []),
    ...(validation ? [{ name: 'validation', matrix: validation }] : []),
  ];
  const rounds = validation ? parameters.earlyStoppingRounds : 0;
  const stopping = new EarlyStopping(rounds);
  let trained = 0;
  while (trained < parameters.iterations) {
    const iteration = trained++;
    api.boosterUpdate(booster.pointer, iteration, train.pointer);
    const measured = onIteration || rounds > 0 ? evaluate(api, booster, iteration, watched) : { metric: '' };
    const stop = stopping.observe(iteration, measured.validation);
    const go = onIteration?.({ iteration, ...measured });
    if (stop || go === false) break;
  }
  api.boosterSetAttribute(booster.pointer, categoriesAttribute, encodeCategories(seen));
  return saveFirst(api, booster, stopping.keep(trained), trained);
}

/** XGBoost asks for the rows several times: they are made once where they are few enough to be held. */
function held(set: TrainingSet, { columns, holdAtMost }: TrainRequest): TrainingSet {
  const matrix = heldMatrix(set, columns, holdAtMost);
  return matrix ? { ...matrix, label: set.label, weight: set.weight } : set;
}

export function createBooster(api: XgboostApi, matrices: NativeHandle[]): NativeHandle {
  const out: Out<bigint> = [null];
  api.boosterCreate(
    matrices.map((matrix) => matrix.pointer),
    matrices.length,
    out,
  );
  return new NativeHandle('XGBoost model', taken(out), api.boosterFree);
}

export function saveModel(api: XgboostApi, booster: NativeHandle): Uint8Array {
  const length: Out<number | bigint> = [0];
  const out: Out<bigint> = [null];
  api.boosterSave(booster.pointer, '{"format":"ubj"}', length, out);
  return copyBytes(taken(out), Number(taken(length)));
}

function saveFirst(api: XgboostApi, booster: NativeHandle, iterations: number, trained: number): Uint8Array {
  if (iterations === trained) return saveModel(api, booster);
  const out: Out<bigint> = [null];
  api.boosterSlice(booster.pointer, 0, iterations, 1, out);
  using slice = new NativeHandle('XGBoost model', taken(out), api.boosterFree);
  return saveModel(api, slice);
}

interface Measured {
  metric: string;
  train?: number;
  validation?: number;
}

/** XGBoost answers with a line such as `[3]\ttrain-rmse:12.5\tvalidation-rmse:14.25`; the first metric of each set counts. */
function evaluate(api: XgboostApi, booster: NativeHandle, iteration: number, sets: { name: string; matrix: NativeHandle }[]): Measured {
  const out: Out<string> = [null];
  const matrices = sets.map((set) => set.matrix.pointer);
  api.boosterEvaluate(
    booster.pointer,
    iteration,
    matrices,
    sets.map((set) => set.name),
    sets.length,
    out,
  );
  const measured: Measured = { metric: '' };
  for (const part of taken(out).split('\t').slice(1)) {
    const colon = part.lastIndexOf(':');
    const dash = part.indexOf('-');
    const set = part.slice(0, dash) as 'train' | 'validation';
    if (measured[set] !== undefined) continue;
    measured.metric = part.slice(dash + 1, colon);
    measured[set] = Number(part.slice(colon + 1));
  }
  return measured;
}
