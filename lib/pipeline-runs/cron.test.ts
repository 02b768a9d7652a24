import { describe, expect, it } from 'vitest';
import { cronProblem, newestTick, nextRuns, timeZoneProblem } from './cron';

describe('a cron', () => {
  it.each([
    ['0 6 * * 1', undefined],
    ['*/15 * * * *', undefined],
    ['every monday', /five fields/],
    ['0 6 * * 1 2026', /five fields/],
    ['0 0 30 2 *', /at some time/],
    ['* * * * *', /at least 10 minutes/],
    ['0,5 6 * * *', /at least 10 minutes/],
  ])('%j: %s', (text, problem) => {
    if (problem) expect(cronProblem(text)).toMatch(problem);
    else expect(cronProblem(text)).toBeUndefined();
  });

  it('fires by the clock of its time zone, also where that changes', () => {
    const times = nextRuns('0 6 * * 0', 'Europe/Paris', 2, new Date('2026-10-20T00:00:00Z'));
    expect(times.map((time) => time.toISOString())).toEqual(['2026-10-25T05:00:00.000Z', '2026-11-01T05:00:00.000Z']);
    expect(nextRuns('0 6 * * 0', 'Europe/Paris', 1, new Date('2026-10-12T00:00:00Z'))[0]?.toISOString()).toBe('2026-10-18T04:00:00.000Z');
  });

  it('has a newest tick between two moments, the latter included', () => {
    const at = (text: string) => new Date(`2026-11-${text}Z`);
    const tick = (after: string, until: string) => newestTick('0 6 * * *', 'UTC', at(after), at(until))?.toISOString();
    expect(tick('01T06:00:00', '02T05:59:59')).toBeUndefined();
    expect(tick('01T06:00:00', '02T06:00:00')).toBe('2026-11-02T06:00:00.000Z');
    expect(tick('01T06:00:00', '09T12:00:00')).toBe('2026-11-09T06:00:00.000Z');
  });
});

it('a time zone is told from what is none', () => {
  expect(timeZoneProblem('America/Chicago')).toBeUndefined();
  expect(timeZoneProblem('Mars/Olympus')).toMatch(/name of a time zone/);
});
