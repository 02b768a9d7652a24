import { expect, it } from 'vitest';
import { diffOf } from './diff';
import { calendarEntry } from './schema';

const entry = (id: number, discount: number) =>
  calendarEntry.parse({
    ...{ id: `00000000-0000-4000-8000-00000000000${id}`, name: `Sale ${id}` },
    edit: { kind: 'promotion', from: '2026-12-01', to: '2026-12-05', category: 'Toys', discount },
  });

it('tells what was added, taken away and changed, and which holidays', () => {
  const before = { entries: [entry(1, 0.1), entry(2, 0.2)], holidaysOff: ['Halloween'] };
  const after = { entries: [entry(2, 0.3), entry(3, 0.2)], holidaysOff: ['Juneteenth'] };
  expect(diffOf(before, after)).toEqual({
    ...{ added: [entry(3, 0.2)], removed: [entry(1, 0.1)], changed: [{ before: entry(2, 0.2), after: entry(2, 0.3) }] },
    ...{ holidaysOff: ['Juneteenth'], holidaysOn: ['Halloween'] },
  });
  expect(Object.values(diffOf(before, structuredClone(before))).flat()).toEqual([]);
});
