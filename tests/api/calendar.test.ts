import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as restore from '@/app/api/v1/datasets/[name]/calendar/restore/route';
import * as calendars from '@/app/api/v1/datasets/[name]/calendar/route';
import * as version from '@/app/api/v1/datasets/[name]/calendar/versions/[version]/route';
import * as versions from '@/app/api/v1/datasets/[name]/calendar/versions/route';
import { type CalendarEntry, calendar, calendarHistory, calendarVersion } from '@/lib/calendar/schema';
import { isoDate, parseDay } from '@/lib/data/days';
import { ObservationSource } from '@/lib/data/observation-source';
import { writeCalendar } from '@/lib/datasets/calendar';
import { readManifest } from '@/lib/datasets/manifest';
import { observationPanel } from '@/lib/pipeline/extract-observations';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { importObservations, observationsOf } from '../helpers/observations';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused } from './call';

createArtifactFolder();
await createTestDatabase();
const first = parseDay('2024-01-01');
const days = 400;
const observations = observationsOf({ keys: ['shop'], attributes: { region: 'shop' }, known: ['promo'], promotion: 'promo' });
const rows = ['a', 'b'].flatMap((shop) =>
  Array.from({ length: days }, (_, k) => ({ date: isoDate(first + k), shop, region: shop === 'a' ? 'n' : 's', y: 5 + (k % 7), promo: 0 })),
);
await importObservations({ dataset: 'shops', observations, parts: [rows] });
await writeCalendar('shops', 1, { promotions: [], storeEvents: [] });

const path = '/api/v1/datasets/shops/calendar';
const event = (edit: object, name = 'Sale'): CalendarEntry =>
  ({ id: randomUUID(), name, note: '', edit: { kind: 'covariate', name: 'promo', where: {}, ...edit } }) as CalendarEntry;
const day = (k: number) => isoDate(first + k);
const save = (body: object) => call(calendarVersion, calendars, 'PUT', path, { body });
const refuse = (body: object) => refused(calendars, 'PUT', path, { body });

describe('a calendar', () => {
  const own = event({ from: day(days + 1), to: day(days + 3), where: { region: 'n' }, value: 1 });

  it('is empty at first, tells what events may speak of, and becomes a version with each save', async () => {
    const empty = await call(calendar, calendars, 'GET', `${path}?from=2025-12-01&to=2025-12-31`);
    expect(empty.body).toMatchObject({
      ...{ dataset: 'shops', version: 0, kinds: 'covariates', entries: [] },
      choices: { covariates: [{ name: 'promo', role: 'promotion' }], keys: { shop: [], region: [] } },
    });
    expect(empty.body.holidays).toContainEqual({ date: '2025-12-25', name: 'Christmas Day' });
    const saved = await save({ base: 0, author: 'Ada', note: 'agreed', entries: [own], holidaysOff: ['Halloween'] });
    expect(saved.status).toBe(201);
    expect(saved.body).toMatchObject({ version: 1, author: 'Ada', note: 'agreed', entries: [own], holidaysOff: ['Halloween'] });
    await save({ base: 1, author: 'Bob', entries: [{ ...own, name: 'Big sale' }], holidaysOff: [] });
    const { body } = await call(calendarHistory, versions, 'GET', `${path}/versions`);
    expect(body.items.map((item) => [item.version, item.author, item.diff.added.length, item.diff.changed.length])).toEqual([
      [2, 'Bob', 0, 1],
      [1, 'Ada', 1, 0],
    ]);
    const page = await call(calendarHistory, versions, 'GET', `${path}/versions?limit=1`);
    expect(page.body.items[0]?.diff.holidaysOn).toEqual(['Halloween']);
    expect((await call(calendarVersion, version, 'GET', `${path}/versions/1`)).body.entries).toEqual([own]);
  });

  it('refuses to save over what somebody saved since, or what changes nothing', async () => {
    expect(await refuse({ base: 1, entries: [], holidaysOff: [] })).toMatchObject({ status: 409, body: { errors: [{ path: 'base' }] } });
    expect(await refuse({ base: 2, entries: [{ ...own, name: 'Big sale' }], holidaysOff: [] })).toMatchObject({ status: 409 });
  });

  it('names each event that speaks of what there is not, or is known only afterwards', async () => {
    const wrong = [
      event({ from: day(1), to: day(1), value: 1, name: 'y' }),
      event({ from: day(1), to: day(1), value: 1, where: { city: 'x' } }),
      { ...event({}), edit: { kind: 'closure', from: day(1), to: day(2) } },
    ];
    const { status, body } = await refuse({ base: 2, entries: wrong, holidaysOff: [] });
    expect(status).toBe(422);
    expect(body.errors?.map((item) => item.path)).toEqual(['entries.0.edit.name', 'entries.1.edit.where.city', 'entries.2.edit.kind']);
  });

  it('brings an older version back as a new one', async () => {
    const back = await call(calendarVersion, restore, 'POST', `${path}/restore`, { body: { version: 1, base: 2, author: 'Ada' } });
    expect(back.body).toMatchObject({ version: 3, restoredFrom: 1, entries: [own], holidaysOff: ['Halloween'] });
    expect(await refused(restore, 'POST', `${path}/restore`, { body: { version: 9, base: 3 } })).toMatchObject({ status: 404 });
    expect(await refused(version, 'GET', `${path}/versions/9`)).toMatchObject({ status: 404 });
  });

  it('sets what is known ahead of the periods and series it is of, and nothing else of the panel', async () => {
    const source = await ObservationSource.open(await readManifest('shops', 1));
    const parameters = pipelineParameters.parse({ dataset: 'shops', level: 'shop', horizon: 7 });
    const without = observationPanel(source, parameters, { weekLabel: null }).panel;
    const { panel } = observationPanel(source, parameters, { weekLabel: null }, () => {}, [own.edit]);
    const changed = [...(panel.known.promo as Float64Array)].flatMap((value, row) =>
      value === without.known.promo?.[row]
        ? []
        : [[panel.keys[row < (panel.indptr[1] as number) ? 0 : 1]?.shop, isoDate(panel.ds[row] as number)]],
    );
    expect(changed).toEqual([1, 2, 3].map((k) => ['a', day(days + k)]));
    expect([...panel.y].filter((value) => value === value)).toEqual([...without.y].filter((value) => value === value));
  });
});
