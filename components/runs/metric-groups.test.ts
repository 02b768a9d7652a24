import { expect, it } from 'vitest';
import { metricGroups } from './metric-groups';

it('puts curves of one metric together, and leaves out what has no line', () => {
  const line = (key: string) => ({ key, hasLine: true });
  const groups = metricGroups([
    line('accuracy'),
    line('early_stopping_train_rmse'),
    line('early_stopping_validation_rmse'),
    line('fold_rmse'),
    line('fold_wape'),
    { key: 'test_rmse', hasLine: false },
    line('train_rmse'),
    line('val/loss'),
  ]);
  expect(groups.map(({ title, keys }) => [title, keys])).toEqual([
    ['RMSE while training', ['early_stopping_train_rmse', 'early_stopping_validation_rmse', 'train_rmse']],
    ['Loss while training', ['val/loss']],
    ['RMSE by backtest origin', ['fold_rmse']],
    ['WAPE by backtest origin', ['fold_wape']],
    ['accuracy', ['accuracy']],
  ]);
});
