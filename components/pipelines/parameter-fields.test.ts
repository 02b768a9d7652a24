import { expect, it } from 'vitest';
import { describeStructure } from '@/lib/datasets/structure';
import { requestedParameters } from '@/lib/pipeline/parameters';
import { fitToDataset, parameterFields } from './parameter-fields';

const fields = parameterFields();
const field = (name: string) => fields.find((known) => known.name === name);

it('asks for every parameter of the schema, each with its description', () => {
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(requestedParameters.shape));
  expect(fields.filter(({ hint }) => hint === '')).toEqual([]);
});

it('gives each parameter the control that its type asks for, with the bounds of the schema', () => {
  expect(field('level')).toMatchObject({ kind: 'text', label: 'Level' });
  expect(field('frequency')).toMatchObject({ kind: 'choice', options: ['day', 'week', 'month'] });
  expect(field('horizon')).toMatchObject({ kind: 'number', min: 1, max: 365, optional: true });
  expect(field('maxFilesToProcess')).toMatchObject({ kind: 'number', min: 1, max: undefined, optional: true });
  expect(field('dataStartDate')).toMatchObject({ kind: 'date', label: 'Data start date' });
  expect(field('enableModelRegistration')).toMatchObject({ kind: 'flag' });
  expect(field('models')).toMatchObject({ kind: 'choices', options: ['lightgbm', 'xgboost', 'statistical', 'seasonal-naive', 'ensemble'] });
  expect(field('dataset')).toMatchObject({ kind: 'text' });
});

it('offers what the chosen dataset has', () => {
  const chain = { frequency: 'week' as const, keys: ['shop', 'item'], attributes: { brand: 'item' }, known: [], past: [] };
  const datasets = [
    { name: 'north', structure: describeStructure(chain, false) },
    { name: 'broken', structure: null },
  ];
  const fitted = (chosen: Parameters<typeof fitToDataset>[2]) =>
    Object.fromEntries(fitToDataset(fields, datasets, chosen).map((one) => [one.name, one]));
  expect(fitted({ dataset: 'north' })).toMatchObject({
    dataset: { kind: 'text', suggestions: ['north', 'broken'] },
    level: { kind: 'choice', options: ['shop', 'item', 'brand', 'shop+brand', 'shop+item', 'total'], fallback: 'shop+item' },
    frequency: { kind: 'choice', options: ['week', 'month'], fallback: 'week' },
    horizon: { placeholder: '12' },
  });
  expect(fitted({ dataset: 'north', frequency: 'month' }).horizon).toMatchObject({ placeholder: '6' });
  expect(fitted({ dataset: 'sample-retailer' }).level).toMatchObject({ fallback: 'store' });
  expect(fitted({ dataset: 'broken' }).level).toMatchObject({ kind: 'text' });
});
