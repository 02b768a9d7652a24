import { expect, test } from 'vitest';
import { exponential, retryAfterMilliseconds } from './backoff';
import { endOfWait } from './duration';
import { evaluate, holds } from './expressions';

test('waits are durations as the SDK writes them, or times', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  expect(endOfWait('1h30m', now).toISOString()).toBe('2026-01-01T01:30:00.000Z');
  expect(endOfWait('1w2d3s', now).toISOString()).toBe('2026-01-10T00:00:03.000Z');
  expect(endOfWait('2026-05-05T05:05:05Z', now).toISOString()).toBe('2026-05-05T05:05:05.000Z');
  expect(endOfWait('', now)).toEqual(now);
  expect(() => endOfWait('soon', now)).toThrow('"soon" is neither a duration such as 1h30m nor a time.');
});

test('pauses double up to their bound, a fifth more or less', () => {
  const backoff = exponential(1000, 60_000);
  for (const [attempt, middle] of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000].entries()) {
    const pause = backoff(attempt);
    expect(pause).toBeGreaterThanOrEqual(middle * 0.8);
    expect(pause).toBeLessThanOrEqual(middle * 1.2);
  }
});

test('Retry-After is seconds or a time', () => {
  expect(retryAfterMilliseconds('90')).toBe(90_000);
  expect(retryAfterMilliseconds('2026-01-01T00:01:00Z', Date.parse('2026-01-01T00:00:00Z'))).toBe(60_000);
  expect(retryAfterMilliseconds('2020-01-01T00:00:00Z')).toBe(0);
  expect(retryAfterMilliseconds(undefined)).toBeUndefined();
  expect(retryAfterMilliseconds('soon')).toBeUndefined();
});

test('expressions compare what is there; a field that is not there holds nothing', () => {
  const scope = { event: { data: { runId: 'a', n: 12, tags: ['x'] } }, async: { data: { runId: 'a', n: '12' } } };
  expect(holds('event.data.runId == async.data.runId', scope)).toBe(true);
  expect(holds('event.data.n > 10 && "x" in event.data.tags', scope)).toBe(true);
  expect(holds('event.data.nothing == async.data.nothing', scope)).toBe(false);
  expect(holds('event.data.n == async.data.n', scope)).toBe(false);
  expect(holds(undefined, scope)).toBe(true);
  expect(evaluate('event.data.runId + "-" + async.data.n', scope)).toBe('a-12');
});
