import { expect, test } from 'vitest';
import { defaultBoosterParameters } from '../booster';
import { lightgbmParameters, parameterString } from './parameters';

const columns = { names: ['a', 'b'], categorical: [1] };

test('speaks LightGBM, and extra has the last word', () => {
  const values = lightgbmParameters(
    { ...defaultBoosterParameters, objective: 'tweedie', alpha: 1.2, monotone: [1, 0], extra: { max_bin: 15 } },
    columns,
  );
  expect(values).toMatchObject({
    objective: 'tweedie',
    tweedie_variance_power: 1.2,
    max_depth: -1,
    bagging_freq: 1,
    categorical_feature: '1',
    monotone_constraints: '1,0',
    deterministic: true,
    force_row_wise: true,
    max_bin: 15,
  });
  expect(lightgbmParameters({ ...defaultBoosterParameters, extra: { force_col_wise: true } }, columns)).not.toHaveProperty(
    'force_row_wise',
  );
});

test('refuses a value that would smuggle in another setting', () => {
  expect(parameterString({ a: 1, b: true })).toBe('a=1 b=true');
  expect(() => parameterString({ a: '1 machines=10.0.0.1' })).toThrow('parameters.extra.a');
});
