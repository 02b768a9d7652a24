import { expect, it } from 'vitest';
import { type Findings, intendedUse, limitsOf, strengthsOf } from './card-words';

const findings: Findings = {
  ...{ wape: 3.2, naiveWape: 5.9, gain: { estimate: -2.7, lower: -3.2, upper: -2.1, confidence: 0.95 }, biasPercent: -0.8 },
  growth: [
    { from: 1, to: 4, error: 0.37 },
    { from: 5, to: 12, error: 0.41 },
  ],
  intervals: [{ level: 0.8, coverage: 0.816, points: 1620 }],
  segments: [
    { by: 'store', segment: '35', wape: 9.5 },
    { by: 'store', segment: '1', wape: 2 },
  ],
  recommendations: [{ code: 'season', message: 'September is forecast 2.1 % too low.' }],
  ...{ horizon: 12, frequency: 'week', known: ['holiday_flag'] },
};

it('tells what a version is good at, with its figures', () => {
  expect(strengthsOf(findings)).toEqual([
    'It is off by 3.2% of sales, the seasonal naive by 5.9%, 46% less. With 95% confidence the gain is at least 2.1 points.',
    'Its intervals hold what they promise: of later sales lay 81.6% in the 80% interval.',
    'In total it is nearly unbiased: 0.8% too low.',
    'It is about as good far ahead (steps 5 to 12) as near (steps 1 to 4).',
  ]);
});

it('tells where care is due, with its figures', () => {
  expect(limitsOf(findings)).toEqual([
    'It is weakest at store 35 (9.5%); over all it is off by 3.2%.',
    'September is forecast 2.1% too low.',
    'It looks 12 weeks ahead and no further.',
    'It takes as given what is known ahead (holiday_flag): where that comes otherwise, so do sales.',
  ]);
});

it('praises nothing that does not hold', () => {
  const poor: Findings = {
    ...findings,
    ...{ wape: 6, biasPercent: 3, gain: { estimate: 0.1, lower: -1, upper: 1, confidence: 0.95 }, segments: [], recommendations: [] },
    intervals: [{ level: 0.8, coverage: 0.6, points: 100 }],
    growth: [
      { from: 1, to: 4, error: 0.4 },
      { from: 5, to: 12, error: 0.9 },
    ],
  };
  expect(strengthsOf(poor)).toEqual([]);
  expect(limitsOf(poor).slice(0, 2)).toEqual([
    'On the test window it does not beat the seasonal naive: off by 6.0% of sales against 5.9%.',
    'The 80% interval is too narrow: 60.0% of later sales lay in it.',
  ]);
  const unsure = { ...findings, gain: { estimate: -0.3, lower: -1, upper: 0.4, confidence: 0.95 } };
  expect(limitsOf(unsure)[0]).toBe('Its gain on the seasonal naive is not certain: 0.3 points, but the sample allows for none.');
});

it('says nothing of what nobody recorded', () => {
  const nothing: Findings = {
    ...{ wape: null, naiveWape: null, gain: null, biasPercent: null, growth: [], intervals: [], segments: [], recommendations: [] },
    ...{ horizon: null, frequency: null, known: [] },
  };
  expect([strengthsOf(nothing), limitsOf(nothing), intendedUse({ kind: 'other', data: null })]).toEqual([[], [], []]);
});
