import { describe, expect, it } from 'vitest';
import { outcomeLine, publishedText, registeredText } from './outcome';
import type { PipelineResult } from './schema';

const name = 'sales-forecast.north.store.week';
const base: PipelineResult = { bestModel: 'group-level', metrics: {}, modelName: name, modelVersion: 2, forecastId: 'f' };

const cases: [what: string, result: PipelineResult, registered: string | undefined, published: string | undefined, line: string][] = [
  [
    'a champion that stayed',
    {
      ...base,
      registered: { modelName: name, modelVersion: 3 },
      published: { kind: 'champion', modelVersion: 2 },
      outcome: 'version 2 stays champion: backtest RMSE 9 refitted at the same origins against 10',
    },
    `${name} version 3`,
    'the champion, version 2',
    'registered v3, published champion v2',
  ],
  [
    'a new champion',
    {
      ...base,
      modelVersion: 3,
      registered: { modelName: name, modelVersion: 3 },
      published: { kind: 'own', modelVersion: 3 },
      outcome: 'version 3 is champion',
    },
    `${name} version 3`,
    'its own model, version 3',
    'registered v3',
  ],
  [
    'a run that lost to the baseline while a champion serves',
    {
      ...base,
      registered: null,
      published: { kind: 'champion', modelVersion: 2 },
      outcome: 'not registered: no model beat the seasonal naive at the backtest origins; the champion, version 2, is published',
    },
    'nothing: no model beat the seasonal naive at the backtest origins; the champion, version 2, is published',
    'the champion, version 2',
    'nothing registered, published champion v2',
  ],
  [
    'a run without registration',
    {
      ...base,
      modelName: null,
      modelVersion: null,
      registered: null,
      published: { kind: 'own', modelVersion: null },
      outcome: 'registration is switched off for this run',
    },
    'nothing: registration is switched off for this run',
    'its own model, which is not registered',
    'nothing registered',
  ],
  ['an older run, which recorded less', base, undefined, 'version 2', 'published v2'],
  ['an older run without a forecast', { ...base, forecastId: null, modelVersion: null }, undefined, undefined, ''],
];

describe('the outcome of a run', () => {
  it.each(cases)('of %s', (_, result, registered, published, line) => {
    expect(registeredText(result)).toBe(registered);
    expect(publishedText(result)).toBe(published);
    expect(outcomeLine(result)).toBe(line);
  });
});
