import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { db } from '@/lib/db';
import { env, reloadEnv } from '@/lib/env';
import { issueSession, sessionCookie } from '@/lib/http/session';
import { projectRoot } from '@/lib/project';
import { findChromium, openBrowser } from '@/tests/e2e/chromium';
import { liveDelays } from './bench/pages/live';
import { look } from './bench/pages/measure';
import { type Seeded, seed } from './bench/pages/seed';
import { bounds, medianLook, missed, type PageFigures, pageTable } from './bench/pages/table';
import { type Visit, visits } from './bench/pages/visits';
import { BenchInstance } from './bench/serving/instance';

/**
 * `npm run bench:pages`: starts an instance in a folder of its own, fills it with thousands of series and tens of thousands of
 * runs, and looks at every page in a real Chromium with an empty cache: when its largest content is painted, how long a typical
 * interaction takes, and how much JavaScript its route needs. What it started it stops, and what it wrote goes with the folder.
 * `--strict` ends with status 1 where a bound is missed.
 */
const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '30000' },
    metrics: { type: 'string', default: '20' },
    models: { type: 'string', default: '2000' },
    'pipeline-runs': { type: 'string', default: '400' },
    vintages: { type: 'string', default: '6' },
    looks: { type: 'string', default: '3' },
    /** Part of the names of the pages to look at. */
    only: { type: 'string', default: '' },
    strict: { type: 'boolean', default: false },
  },
});

/** With a key, so that there is a login to look at, and a session to check on every page. */
const apiKey = randomUUID();
const say = (line: string) => console.log(line);

/** Routes of the build that no visit leads to: a page that was forgotten here. */
function unvisited(seeded: Seeded): string[] {
  const routes = JSON.parse(readFileSync(path.join(projectRoot(), '.next', 'app-path-routes-manifest.json'), 'utf8')) as Record<
    string,
    string
  >;
  const pages = Object.entries(routes).filter(([file, route]) => file.endsWith('/page') && !route.startsWith('/_'));
  const addresses = visits.map(({ address }) => new URL(address(seeded), 'http://localhost').pathname);
  const fits = (route: string) =>
    new RegExp(
      `^${route
        .replaceAll('.', '\\.')
        .replace(/\[\[?\.\.\.\w+\]\]?/g, '.*')
        .replace(/\[\w+\]/g, '[^/]+')}$`,
    );
  return pages.flatMap(([, route]) => (addresses.some((address) => fits(route).test(address)) ? [] : [route]));
}

async function measure(base: string, seeded: Seeded): Promise<{ pages: PageFigures[]; failures: string[]; delays: number[] }> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium on PATH; install one or name it in CHROMIUM_PATH.');
  const browser = await openBrowser(chromium, { viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
  const logIn = () => browser.context.addCookies([{ name: sessionCookie, value: issueSession(apiKey).token, url: base }]);
  const pages: PageFigures[] = [];
  const failures: string[] = [];
  try {
    const chosen = visits.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
    for (const visit of chosen) {
      if (visit.stranger) await browser.context.clearCookies();
      else await logIn();
      const at: Visit & { url: string } = { ...visit, url: visit.address(seeded) };
      try {
        // The server's first answer loads code and fills caches; it is told beside the others.
        const first = await look(browser.context, base, { ...at, act: undefined });
        const looks = [];
        for (let k = 0; k < Number(values.looks); k++) looks.push(await look(browser.context, base, at));
        pages.push({ name: visit.name, charts: visit.charts ?? false, first, look: medianLook(looks) });
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
      const last = pages.at(-1);
      say(last?.name === visit.name ? `  ${visit.name}: ${Math.round(last.look.lcp)} ms` : `  ${failures.at(-1)}`);
    }
    let delays: number[] = [];
    try {
      await logIn();
      if (!values.only) delays = await liveDelays(browser.context, base, seeded.live);
    } catch (error) {
      failures.push(`A live run: ${error instanceof Error ? error.message : String(error)}`);
    }
    return { pages, failures, delays };
  } finally {
    await browser.close();
  }
}

const instance = new BenchInstance(env().ALMANAC_DATA_DIR, { ALMANAC_SAMPLE: 'off', ALMANAC_WORKER: 'off', ALMANAC_API_KEY: apiKey });
let holds = false;
try {
  const { url, databaseUrl } = await instance.ready();
  Object.assign(process.env, { DATABASE_URL: databaseUrl, ALMANAC_DATA_DIR: instance.dataDir });
  reloadEnv();
  const load = () => `load ${os.loadavg()[0]?.toFixed(1)}`;
  say(`${os.availableParallelism()} cores, ${load()} before, Node ${process.version}`);
  const seeded = await seed(
    url,
    databaseUrl,
    {
      ...{ series: Number(values.series), runs: Number(values.runs), metrics: Number(values.metrics), models: Number(values.models) },
      ...{ pipelineRuns: Number(values['pipeline-runs']), vintages: Number(values.vintages) },
    },
    say,
  );
  for (const route of unvisited(seeded)) say(`No visit leads to ${route}: add one to scripts/bench/pages/visits.ts`);
  const { pages, failures, delays } = await measure(url, seeded);
  say(`\n${pageTable(pages)}`);
  const worst = Math.max(...delays);
  if (delays.length > 0)
    say(
      `\nA live run: a step's change was on the screen after ${Math.round([...delays].sort((a, b) => a - b)[delays.length >> 1] as number)} ms (median), ` +
        `${Math.round(worst)} ms (worst of ${delays.length}); bound ${bounds.liveMs} ms: ${worst < bounds.liveMs ? 'holds' : 'MISSED'}`,
    );
  for (const failure of failures) say(`Not measured: ${failure}`);
  say(`${load()} after; medians of ${values.looks} looks with an empty cache, 1440 x 900`);
  holds = failures.length === 0 && pages.every((page) => missed(page).length === 0) && !(worst >= bounds.liveMs);
  await db().$disconnect();
} finally {
  await instance.stop();
}
process.exit(values.strict && !holds ? 1 : 0);
