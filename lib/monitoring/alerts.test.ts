import { expect, it } from 'vitest';
import { deriveAlerts, type MonitoringFacts } from './alerts';

/** A dataset with nothing amiss. */
function facts(more: Partial<MonitoringFacts> = {}): MonitoringFacts {
  return {
    today: '2026-11-25',
    now: new Date('2026-11-25T12:00:00Z'),
    frequency: 'day',
    dataThrough: '2026-11-24',
    forecast: { origin: '2026-11-24', through: '2026-12-24', horizon: 30 },
    runs: [run('succeeded')],
    champion: { version: 3, trainedThrough: '2026-11-24', rmse: 10, naiveRmse: 20 },
    coverage: [{ of: 'test', level: 0.8, share: 0.82, points: 900 }],
    published: { wape: 8, naiveWape: 12, points: 900 },
    ...more,
  };
}

function run(status: string, more = {}): MonitoringFacts['runs'][number] {
  return { id: 'r1', status, createdAt: '2026-11-25T06:00:00Z', finishedAt: '2026-11-25T06:10:00Z', error: undefined, ...more };
}

const kinds = (more: Partial<MonitoringFacts>) => deriveAlerts(facts(more)).map(({ kind, severity }) => `${kind} ${severity}`);

it('is quiet where nothing is amiss, and where nothing is there yet', () => {
  expect(deriveAlerts(facts())).toEqual([]);
  const nothing = { dataThrough: undefined, forecast: undefined, runs: [], champion: undefined, coverage: [], published: undefined };
  expect(deriveAlerts(facts(nothing))).toEqual([]);
});

it('tells of failed runs until one succeeds, and not of cancelled ones', () => {
  const failed = run('failed', { error: 'A file is damaged.' });
  expect(deriveAlerts(facts({ runs: [failed, run('succeeded')] }))).toMatchObject([{ detail: 'A file is damaged.', runId: 'r1' }]);
  expect(deriveAlerts(facts({ runs: [failed, run('cancelled'), failed] }))[0]?.title).toBe('The last 2 runs failed');
  expect(kinds({ runs: [run('succeeded'), failed] })).toEqual([]);
  expect(kinds({ runs: [run('running'), failed, run('succeeded')] })).toEqual(['run-failed danger']);
});

it('tells of a run that waits for a worker, not of one that waits for its turn', () => {
  const waiting = run('queued', { finishedAt: null });
  expect(kinds({ runs: [waiting, run('succeeded')] })).toEqual(['run-waiting warning']);
  expect(kinds({ runs: [waiting, run('running')] })).toEqual([]);
  expect(kinds({ runs: [run('queued', { createdAt: '2026-11-25T11:30:00Z' })] })).toEqual([]);
});

it('knows by frequency when data, forecast and champion are old', () => {
  expect(kinds({ today: '2026-12-01', forecast: undefined })).toEqual([]);
  expect(kinds({ today: '2026-12-02', forecast: undefined })).toEqual(['stale-data warning']);
  expect(kinds({ frequency: 'week', today: '2026-12-08', forecast: undefined })).toEqual([]);
  expect(kinds({ forecast: { origin: '2026-11-24', through: '2026-11-30', horizon: 6 } })).toEqual([]);
  expect(kinds({ forecast: { origin: '2026-10-26', through: '2026-11-25', horizon: 30 } })).toEqual([
    'unused-data info',
    'forecast-expired info',
  ]);
  expect(kinds({ forecast: { origin: '2026-10-25', through: '2026-11-24', horizon: 30 } })).toContain('forecast-expired warning');
  expect(kinds({ champion: { version: 3, trainedThrough: '2026-10-20', rmse: 1, naiveRmse: 2 } })).toEqual([]);
  expect(kinds({ champion: { version: 3, trainedThrough: '2026-10-19', rmse: 1, naiveRmse: 2 } })).toEqual(['stale-model warning']);
});

it('believes what came rather than the backtest', () => {
  expect(kinds({ champion: { version: 3, trainedThrough: null, rmse: 21, naiveRmse: 20 }, published: undefined })).toEqual([
    'loses-to-naive warning',
  ]);
  expect(kinds({ published: { wape: 13, naiveWape: 12, points: 900 } })).toEqual(['loses-to-naive danger']);
  expect(kinds({ published: { wape: 13, naiveWape: 12, points: 10 } })).toEqual([]);
});

it('tells of intervals that promise too much, the worst of them', () => {
  const off = { of: 'published', level: 0.8, share: 0.6, points: 900 } as const;
  const [alert] = deriveAlerts(facts({ coverage: [{ ...off, level: 0.95, share: 0.84 }, off] }));
  expect(alert).toMatchObject({ title: 'The intervals are too narrow', detail: '60% of what has come since lay in the 80% interval.' });
  expect(kinds({ coverage: [{ ...off, share: 0.95 }] })).toEqual(['coverage-off info']);
  expect(kinds({ coverage: [{ ...off, points: 10 }] })).toEqual([]);
});

it('puts the gravest first', () => {
  expect(kinds({ today: '2027-02-01', runs: [run('failed')] })).toEqual([
    'run-failed danger',
    'stale-data warning',
    'forecast-expired warning',
  ]);
});
