import { expect, it } from 'vitest';
import { CovariateEvents } from './covariate-events';
import { parseDay } from './days';
import { planEdit } from './plan/plan-edit';

const edit = (value: object) => planEdit.parse({ kind: 'covariate', name: 'promo', ...value });
const series = [
  { store: 'a', region: 'north' },
  { store: 'b', region: 'south' },
];

it('sets and changes values of the series and weeks that an event touches, and says which events change nothing', () => {
  const edits = [
    edit({ from: '2026-11-10', to: '2026-11-17', where: { region: 'north' }, value: 1 }),
    edit({ from: '2026-11-17', to: '2026-11-17', where: {}, change: 1 }),
    edit({ from: '2026-11-10', to: '2026-11-10', where: { store: 'z' }, value: 5 }),
    edit({ from: '2030-01-01', to: '2030-01-02', value: 5 }),
    edit({ from: '2026-11-10', to: '2026-11-10', name: 'gone', value: 5 }),
  ];
  const of = { map: { own: 3 }, first: parseDay('2026-11-02'), frequency: 'week' as const, weekLabel: null };
  const events = new CovariateEvents(edits, series, of);
  const values = Float64Array.of(0, 0, 0, 3, 3, 3);
  events.apply('promo', values);
  expect([...values]).toEqual([0, 1, 2, 3, 3, 6]);
  expect(events.idle(['promo'])).toEqual([
    expect.stringContaining('no series fits it'),
    expect.stringContaining('outside'),
    expect.stringContaining('have no gone'),
  ]);
});
