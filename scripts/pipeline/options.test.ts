import { describe, expect, it } from 'vitest';
import { AlmanacError } from '@/lib/errors';
import { requestedParameters } from '@/lib/pipeline/parameters';
import { helpText, parseCommandLine } from './options';

const parse = (...args: string[]) => parseCommandLine(requestedParameters, args);

function refused(...args: string[]): string {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof AlmanacError) return error.message;
    throw error;
  }
  throw new Error('was taken');
}

describe('the command line', () => {
  it('fills in defaults', () => {
    expect(parse().parameters).toEqual(requestedParameters.parse({}));
  });

  it('reads every kind of option', () => {
    const { parameters, json } = parse(
      '--data-start-date',
      '2025-01-01',
      '--level=category',
      '--horizon',
      '14',
      '--models',
      'lightgbm, xgboost',
      '--models=ensemble',
      '--no-enable-model-registration',
      '--json',
    );
    expect(json).toBe(true);
    expect(parameters).toMatchObject({
      dataStartDate: '2025-01-01',
      level: 'category',
      horizon: 14,
      models: ['lightgbm', 'xgboost', 'ensemble'],
      enableModelRegistration: false,
    });
    expect(parse('--enable-model-registration').parameters?.enableModelRegistration).toBe(true);
  });

  it.each([
    [['--horizn', '3'], /--horizn: is not an option; did you mean --horizon\?/],
    [['--colour', 'red'], /--colour: is not an option; --help lists/],
    [['--horizon'], /--horizon: needs a value: --horizon N/],
    [['--level'], /--level: needs a value: --level store/],
    [['--horizon', '10000'], /--horizon: must be at most \d+/],
    [['--horizon', '0'], /--horizon: must be at least 1/],
    [['--horizon', '-5'], /--horizon: must be at least 1/],
    [['--horizon', 'many'], /--horizon: must be a number/],
    [['--horizon', '1', '--horizon', '2'], /--horizon: must be given once/],
    [['--models', 'prophet'], /--models: must be one of lightgbm, xgboost/],
    [['--data-start-date', '2026-02-30'], /--data-start-date: must be a date/],
    [['--data-start-date', '2026-02-01', '--data-end-date', '2026-01-01'], /--data-end-date: must not be before dataStartDate/],
    [['--no-horizon'], /--no-horizon: is not an option/],
    [['--enable-model-registration=perhaps'], /--enable-model-registration: must be true or false/],
    [['store'], /store: stands alone/],
  ])('refuses %j by name', (args, message) => {
    expect(refused(...args)).toMatch(message);
  });

  it('names every wrong option at once', () => {
    expect(
      refused('--horizon', '0', '--level', 'A shop', '--x')
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['--x', '--level', '--horizon']);
  });
});

it('explains every option with its default', () => {
  const text = helpText(requestedParameters, 'title');
  for (const name of [
    '--dataset',
    '--level',
    '--frequency',
    '--horizon',
    '--data-start-date',
    '--data-end-date',
    '--max-files-to-process',
    '--validation-sample-size',
    '--no-enable-model-registration',
    '--models',
    '--seed',
    '--help',
    '--json',
  ]) {
    expect(text).toContain(name);
  }
  expect(text).toContain('[30 days, 12 weeks or 6 months]');
  expect(text).toContain('default: 10000');
  expect(text).toContain('default: lightgbm,xgboost,statistical,seasonal-naive,ensemble');
  expect(text).toContain('[all keys; of the sample retailer: store]');
  expect(parse('--help', '--horizon', '0').help).toBe(true);
});
