import { describe, expect, it } from 'vitest';
import { CovariateReach, type ReachMember } from './covariate-reach';

const statistical: ReachMember = { name: 'group-level' };
const direct: ReachMember = { name: 'lightgbm', splitsOn: new Set(['price']) };
const recursive: ReachMember = { name: 'xgboost', splitsOn: new Set(['price']), recursive: true };

/** Statistical at the first seven steps, boosted after them. */
const late = (name: 'lightgbm' | 'xgboost') => [
  { from: 1, to: 7, weights: { 'group-level': 1, [name]: 0 } },
  { from: 8, to: 14, weights: { 'group-level': 0, [name]: 1 } },
];

describe('the reach of a covariate', () => {
  it('is none where no member reads it, or none with a say at that step', () => {
    const none = new CovariateReach([statistical], [{ from: 1, to: 14, weights: { 'group-level': 1 } }], 14);
    expect(none.moves('price', 3)).toBe(false);
    expect(none.whyNot('price')).toBe('no member of this forecaster reads covariates; it is made of group-level alone');
    const later = new CovariateReach([statistical, direct], late('lightgbm'), 14);
    expect([7, 8, 14].map((step) => later.moves('price', step))).toEqual([false, true, true]);
    expect(later.whyNot('price')).toBe("only lightgbm of this forecaster's members reads it, without a say so far ahead");
    expect(later.moves('weather', 8)).toBe(false);
    expect(later.whyNot('weather')).toMatch(/^lightgbm reads covariates, but learnt nothing from this one; .* group-level, lightgbm$/);
  });

  it('goes on to later steps through a member that feeds its forecasts back', () => {
    const back = new CovariateReach([statistical, recursive], late('xgboost'), 14);
    expect([1, 7, 8].map((step) => back.moves('price', step))).toEqual([true, true, true]);
  });
});
