import { invalid } from '@/lib/errors';
import type { BoosterColumns, Matrix, TrainingSet, TrainRequest } from './booster';

/** Category codes travel as float32, exact up to here. */
const maxCategory = 2 ** 24 - 1;

/**
 * Checks a training request before native code reads past an array.
 * @throws AlmanacError `validation_failed` naming what does not fit.
 */
export function checkTrainRequest({ columns, train, validation, parameters }: TrainRequest): void {
  const { names, categorical } = columns;
  if (new Set(names).size !== names.length) throw invalid('columns.names', 'must not name a column twice');
  const outside = categorical.find((index) => !Number.isInteger(index) || index < 0 || index >= names.length);
  if (outside !== undefined) throw invalid('columns.categorical', `has ${outside}, but there are ${names.length} columns`);
  if (parameters.monotone && parameters.monotone.length !== names.length) {
    throw invalid('parameters.monotone', `has ${parameters.monotone.length} values for ${names.length} columns`);
  }
  if (!(parameters.iterations >= 1)) throw invalid('parameters.iterations', 'must be at least 1');
  checkTrainingSet('train', train, columns);
  if (validation) checkTrainingSet('validation', validation, columns);
}

function checkTrainingSet(path: string, set: TrainingSet, columns: BoosterColumns): void {
  if ('values' in set) checkMatrix(path, set, columns.names.length);
  else checkColumns(path, set.columns, columns.names.length);
  if (set.rows === 0) throw invalid(path, 'has no rows');
  checkVector(`${path}.label`, set.label, set.rows);
  if (set.weight) {
    checkVector(`${path}.weight`, set.weight, set.rows);
    const negative = set.weight.findIndex((weight) => weight < 0);
    if (negative >= 0) throw invalid(`${path}.weight`, `is negative at row ${negative}`);
  }
  if ('values' in set) checkCategories(path, set, columns);
}

/** @throws AlmanacError `validation_failed` where the matrix has other columns than the model, or other values than its shape. */
export function checkMatrix(path: string, { values, rows, columns }: Matrix, expected: number): void {
  checkColumns(path, columns, expected);
  if (values.length !== rows * columns) throw invalid(path, `has ${values.length} values for ${rows} rows of ${columns} columns`);
}

function checkVector(path: string, values: Float32Array, rows: number): void {
  if (values.length !== rows) throw invalid(path, `has ${values.length} values for ${rows} rows`);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) throw invalid(path, `is ${values[broken]} at row ${broken}`);
}

function checkColumns(path: string, columns: number, expected: number): void {
  if (columns !== expected) throw invalid(path, `has ${columns} columns where there are ${expected} names`);
}

/**
 * Category codes are whole numbers from 0. A streamed set's are checked part by part, as they are read.
 * @param first number of the matrix's first row in the set
 */
export function checkCategories(path: string, { values, rows, columns }: Matrix, { names, categorical }: BoosterColumns, first = 0): void {
  for (const column of categorical) {
    for (let row = 0, at = column; row < rows; row++, at += columns) {
      const code = values[at] as number;
      if (Number.isNaN(code) || (code >= 0 && code <= maxCategory && Number.isInteger(code))) continue;
      throw invalid(
        `${path}.${names[column]}`,
        `has category code ${code} at row ${first + row}: codes are whole numbers from 0, NaN where missing`,
      );
    }
  }
}
