import { describe, expect, it } from 'vitest';
import { importQuery, nameFromFile, nameProblem, noChoices, rolesOf, withOption, withRole } from './choices';

const column = (name: string, role: 'date' | 'target' | 'key' | 'past' | 'known' | 'period') => ({
  ...{ column: name, name: name.toLowerCase().replace(/\W+/g, '_'), kind: 'text', role, why: '', examples: [] },
});
const columns = [column('Date', 'date'), column('Units', 'target'), column('Shop, name', 'key'), column('Visitors', 'past')];

describe('choices of an import', () => {
  it('ask for nothing where nothing was chosen, so that all is detected', () => {
    expect(importQuery(columns, noChoices).toString()).toBe('');
    expect(importQuery(columns, withOption(noChoices, 'delimiter', ';')).get('delimiter')).toBe(';');
    expect(withOption(withOption(noChoices, 'decimal', ','), 'decimal', undefined)).toEqual(noChoices);
  });

  it('name every column once one was chosen, and give one date, target, price and promotion at most', () => {
    const chosen = withRole(columns, noChoices, 'Visitors', 'target');
    expect(rolesOf(columns, chosen)).toEqual({ Date: 'date', Units: 'past', 'Shop, name': 'key', Visitors: 'target' });
    const query = importQuery(columns, chosen);
    expect(Object.fromEntries(query)).toEqual({
      ...{ date: 'Date', target: 'Visitors', keys: 'shop_name', past: 'Units', propose: 'false' },
    });
    expect(importQuery(columns, withRole(columns, chosen, 'Shop, name', 'ignored')).get('single')).toBe('true');
  });

  it('leave the dates of a wide table alone', () => {
    const wide = [column('Shop', 'key'), column('2026-01-05', 'period')];
    expect(rolesOf(wide, noChoices)).toEqual({ Shop: 'key' });
  });
});

it('makes a name of a file’s, and says what is wrong with one', () => {
  expect(nameFromFile('Sales 2026 (Übersicht).csv')).toBe('sales-2026-ubersicht');
  expect(nameProblem('north-stores')).toBeUndefined();
  for (const name of ['', 'North', '-x', 'sample-retailer', 'import', 'a'.repeat(64)]) expect(nameProblem(name)).toBeDefined();
});
