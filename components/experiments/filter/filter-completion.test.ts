import { describe, expect, it } from 'vitest';
import { checkFilter } from './check-filter';
import { completeFilter, writtenKey } from './complete-filter';

const keys = { params: ['model', 'learning rate'], metrics: ['backtest_rmse', 'rmse'], tags: ['mlflow.source.name', 'team'] };
const offered = (before: string) => completeFilter(before, keys).items.map(({ label }) => label);
/** The text after the first offer is taken. */
const taken = (before: string) => {
  const [first] = completeFilter(before, keys).items;
  return first ? before.slice(0, first.from) + first.insert : before;
};

describe('what is offered', () => {
  it.each([
    ['', 'metrics.'],
    ['me', 'metrics.'],
    ['rms', 'metrics.rmse'],
    ['metrics.rm', 'rmse'],
    ['metrics.rmse ', '<'],
    ['params.model ', '='],
    ['params.model IS', 'IS NULL'],
    ['status ', '='],
    ['status N', 'NOT IN ('],
    ['params.model IS ', 'NULL'],
    ['status = ', 'RUNNING'],
    ["status IN ('FINISHED', 'F", 'FINISHED'],
    ["params.model = 'x' ", 'AND'],
    ["params.model = 'x' AND metrics.r", 'rmse'],
    ['tags.mlflow.so', 'mlflow.source.name'],
    ['params.`lea', 'learning rate'],
    ['dataset.', 'name'],
    ['attributes.st', 'status'],
    ['start_time ', '<'],
  ])('after %j first of all %j', (before, first) => {
    expect(offered(before)[0]).toBe(first);
  });

  it.each(['metrics.rmse < ', 'metrics.rmse < 3', "a = 'x' b", '#', ') '])('is nothing after %j', (before) => {
    expect(offered(before)).toEqual([]);
  });

  it('is put where it belongs, quoted as the language wants it', () => {
    expect(taken('params.`lea')).toBe('params.`learning rate` ');
    expect(taken('tags.mlflow.so')).toBe('tags.mlflow.source.name ');
    expect(taken("status IN ('FINISHED', 'F")).toBe("status IN ('FINISHED', 'FINISHED' ");
    expect(writtenKey('a`b"c')).toBe('"a`b""c"');
    for (const key of ['x', 'a b', 'mlflow.source.name', 'a`b"c', '1st', 'é.ü', '']) {
      if (key) expect(checkFilter(`metrics.${writtenKey(key)} < 1`)).toBeUndefined();
    }
  });

  it('says which values to ask for', () => {
    expect(completeFilter("params.model = 'li", keys).values).toEqual({ of: 'params.model', typed: 'li', from: 15 });
    expect(completeFilter("tags.team LIKE '", keys).values).toMatchObject({ of: 'tags.team', typed: '' });
    expect(completeFilter('run_name = ', keys).values).toMatchObject({ of: 'attributes.run_name' });
    expect(completeFilter("dataset.name IN ('a', ", keys).values).toMatchObject({ of: 'dataset.name', typed: '' });
    expect(completeFilter('metrics.rmse < ', keys).values).toBeUndefined();
  });
});

describe('what is wrong is told at its place', () => {
  const marked = (text: string) => {
    const fault = checkFilter(text);
    return fault && [text.slice(fault.place.from, fault.place.to), fault.unfinished];
  };
  it.each([
    ["params.model = 'a'", undefined],
    ['', undefined],
    ["metric.rmse < 3 AND parms.model = 'x' AND status = 'FINISHED'", ['parms.model', false]],
    ["colour = 'x' AND status = 'FINISHED'", ['colour', false]],
    ["metrics.rmse = 'x' AND status = 'FINISHED'", ["= 'x'", false]],
    ["metrics.rmse LIKE 3 AND status = 'FINISHED'", ['LIKE 3', false]],
    ["a = 'x' OR b = 'y'", ['OR', false]],
    ['metrics.rmse <', ['', true]],
    ["params.model = 'lig", ["'lig", true]],
    ['metrics.rmse', ['', true]],
    ["params.model = lightgbm AND status = 'FINISHED'", ['= lightgbm', false]],
  ])('%j', (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });
});
