import { describe, expect, it } from 'vitest';
import { type PipelineParameters, pipelineParameters, requestedParameters } from '@/lib/pipeline/parameters';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { parameterFields } from '../parameter-fields';
import { boosterFits, estimateInWords } from './estimate';
import { advancedGroup, parameterGroups } from './parameter-groups';
import { presetNames, presetOf, presets } from './presets';

const standard = pipelineParameters.parse({});

it('every parameter stands in exactly one group', () => {
  const grouped = [...parameterGroups, advancedGroup].flatMap(({ names }) => names);
  expect([...grouped].sort()).toEqual(
    parameterFields()
      .map(({ name }) => name)
      .sort(),
  );
});

it.each(presetNames)('the preset %s is one that the schema takes, and is known again', (name) => {
  const values = requestedParameters.parse(presets[name].effort);
  expect(presetOf(values)).toBe(name);
  expect(presetOf({ ...values, models: [...values.models].reverse() })).toBe(name);
  expect(presetOf({ ...values, tuningTrials: 3 })).toBe('own');
});

function run(parameters: Partial<PipelineParameters>, seconds: number, training = seconds / 2): PipelineRun {
  const at = (offset: number) => new Date(1_700_000_000_000 + offset * 1000).toISOString();
  const step = (name: string) => ({ name, startedAt: at(0), finishedAt: at(training) });
  return {
    startedAt: at(0),
    finishedAt: at(seconds),
    parameters: { ...standard, ...parameters },
    steps: [step('train-lightgbm'), step('train-xgboost')],
  } as unknown as PipelineRun;
}

describe('an estimate', () => {
  it('is none without a run to go by', () => {
    expect(estimateInWords(standard, [])).toBeUndefined();
    expect(estimateInWords({ ...standard, level: 'product' }, [run({ level: 'store' }, 60)])).toBeUndefined();
    expect(estimateInWords(standard, [run({ models: ['statistical'] }, 60, 0)])).toBeUndefined();
  });

  it('tells what such runs took', () => {
    expect(estimateInWords(standard, [run({}, 62), run({ seed: 7 }, 60)])).toBe(
      'Such runs of this dataset took 1 min here (the last 2 runs).',
    );
    expect(estimateInWords(standard, [run({}, 180), run({}, 70)])).toContain('took 1 min to 3 min here');
  });

  it('scales what the last run took by its fits of boosters, and says so', () => {
    const more = { ...standard, backtestOrigins: 12 };
    expect(boosterFits(more)).toBeGreaterThan(boosterFits(standard));
    expect(estimateInWords(more, [run({}, 100)])).toMatch(
      /^Roughly \d min: it fits boosters 2\.6 times as often as the last run, which took 1 min 40 s\.$/,
    );
    expect(estimateInWords({ ...standard, ...presets.quick.effort }, [run({}, 100)])).toMatch(/18% as often/);
  });
});
