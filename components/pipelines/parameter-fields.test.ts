import { expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { commonParameters, parameterFields } from './parameter-fields';

const fields = parameterFields();
const field = (name: string) => fields.find((known) => known.name === name);

it('asks for every parameter of the schema, each with its description', () => {
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(pipelineParameters.shape));
  expect(fields.filter(({ hint }) => hint === '')).toEqual([]);
  expect(commonParameters.filter((name) => !field(name))).toEqual([]);
});

it('gives each parameter the control that its type asks for, with the bounds of the schema', () => {
  expect(field('level')).toMatchObject({ kind: 'choice', label: 'Level', options: expect.arrayContaining(['store', 'total']) });
  expect(field('horizon')).toMatchObject({ kind: 'number', min: 1, max: 365, optional: false });
  expect(field('maxFilesToProcess')).toMatchObject({ kind: 'number', min: 1, max: undefined, optional: true });
  expect(field('dataStartDate')).toMatchObject({ kind: 'date', label: 'Data start date' });
  expect(field('enableModelRegistration')).toMatchObject({ kind: 'flag' });
  expect(field('models')).toMatchObject({ kind: 'choices', options: ['lightgbm', 'xgboost', 'seasonal-naive', 'ensemble'] });
  expect(field('dataset')).toMatchObject({ kind: 'text' });
});
