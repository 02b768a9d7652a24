import { expect, it } from 'vitest';
import type { LogLine } from '@/lib/pipeline-runs/history-schema';
import { cutAtFinds, filterLines } from './filter-lines';

const line = (level: LogLine['level'], step: string | null, message: string): LogLine => ({
  id: message,
  createdAt: '',
  level,
  message,
  step,
});
const lines = [line('info', null, 'begins'), line('warn', 'extract', 'A gap'), line('error', 'validate', 'no sales (at all)')];
const left = (filter: object) => filterLines(lines, filter).map(({ message }) => message);

it('lines are narrowed by gravity, step and text, whatever its case', () => {
  expect(filterLines(lines, {})).toBe(lines);
  expect(left({ level: 'warn' })).toEqual(['A gap', 'no sales (at all)']);
  expect(left({ step: 'extract' })).toEqual(['A gap']);
  expect(left({ q: 'SALES (' })).toEqual(['no sales (at all)']);
});

it('finds are cut out, signs of expressions too', () => {
  expect(cutAtFinds('no sales (at all)', '(AT')).toEqual(['no sales ', '(at', ' all)']);
  expect(cutAtFinds('plain', undefined)).toEqual(['plain']);
});
