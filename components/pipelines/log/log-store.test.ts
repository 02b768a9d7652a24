import { expect, it, vi } from 'vitest';
import type { LogLine } from '@/lib/pipeline-runs/history-schema';
import { LogStore, mergeLines } from './log-store';

const line = (id: number): LogLine => ({
  id: String(id),
  createdAt: '2026-11-24T00:00:00.000Z',
  level: 'info',
  message: `line ${id}`,
  step: null,
});
const ids = (lines: LogLine[]) => lines.map(({ id }) => Number(id));

it('lines keep the order of their ids, each once, however they came', () => {
  const lines = [line(2), line(10)];
  expect(ids(mergeLines(lines, [line(11), line(3), line(10)]))).toEqual([2, 3, 10, 11]);
  expect(mergeLines(lines, [line(10)])).toBe(lines);
});

it('what streams in is told of in bursts', () => {
  vi.useFakeTimers();
  const store = new LogStore();
  const told = vi.fn();
  store.subscribe(told);
  for (let id = 1; id <= 500; id++) store.push(line(id));
  vi.advanceTimersByTime(60);
  vi.useRealTimers();
  expect(told).toHaveBeenCalledTimes(1);
  expect(store.snapshot()).toHaveLength(500);
  expect(store.last).toBe('500');
});
