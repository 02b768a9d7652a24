import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MlflowServer, startMlflowServer } from '@/scripts/bench/tracking/mlflow-server';
import { type Site, startSite } from '../e2e/site';
import { createTestDatabase } from '../helpers/postgres';
import { runPython, sayWhyNot, whyNot } from './python';

/** One step of `walk.py`, and what came of it. */
interface Step {
  step: string;
  error?: string;
  message?: string;
  [outcome: string]: unknown;
}

/** Where we differ on purpose, and why. */
const deviations: Record<string, string> = {
  'logged models on a dataset': 'theirs finds none unless the digest is named too; the client documents that the name suffices',
};
/** Where the failure is the same, and its words hold what their database said. */
const otherWords = ['experiment name taken', 'registered model renamed to one taken'];
/** What is wrong with a filter or an order is told in other words: theirs list Python sets, and tokens of a parser that we have not. */
const searched = /^(runs|experiments|models|versions|logged models) (where|by) /;

function comparable({ message, ...step }: Step): Step {
  return step.error && (searched.test(step.step) || otherWords.includes(step.step))
    ? step
    : { ...step, ...(message !== undefined && { message }) };
}

const why = whyNot();
describe.skipIf(sayWhyNot("the walk of MLflow's own client", why))("MLflow's own client", () => {
  const apiKey = 'a key for the walk';
  let folder: string;
  let site: Site | undefined;
  let server: MlflowServer | undefined;
  const walks: Record<'ours' | 'theirs', Step[]> = { ours: [], theirs: [] };

  beforeAll(async () => {
    const { url } = await createTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'almanac-walk-'));
    const walk = async (uri: string, name: 'ours' | 'theirs', environment = {}) => {
      const file = path.join(folder, `${name}.json`);
      await runPython('walk.py', [uri, file], environment);
      walks[name] = (JSON.parse(await readFile(file, 'utf8')) as { steps: Step[] }).steps;
    };
    const [started, begun] = await Promise.all([
      startMlflowServer(url, folder),
      startSite({ ALMANAC_DATA_DIR: folder, ALMANAC_API_KEY: apiKey, LOG_LEVEL: 'warn' }),
    ]);
    [server, site] = [started, begun];
    await Promise.all([walk(server.url, 'theirs'), walk(site.url, 'ours', { MLFLOW_TRACKING_TOKEN: apiKey })]);
  }, 300_000);

  afterAll(async () => {
    await Promise.all([site?.stop(), server?.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('walks every endpoint of both servers', () => {
    expect(walks.ours.map(({ step }) => step)).toEqual(walks.theirs.map(({ step }) => step));
    expect(walks.ours.length).toBeGreaterThan(500);
    // A step that the client itself could not make anything of is a fault of the walk, on either side.
    expect(walks.theirs.filter(({ raised }) => raised).map(({ step, raised }) => [step, raised])).toEqual(
      walks.ours.filter(({ raised }) => raised).map(({ step, raised }) => [step, raised]),
    );
  });

  it('finds the same on ours, errors included', () => {
    const theirs = new Map(walks.theirs.map((step) => [step.step, comparable(step)]));
    const differing = walks.ours
      .map(comparable)
      .filter((step) => !deviations[step.step] && JSON.stringify(step) !== JSON.stringify(theirs.get(step.step)))
      .map((step) => ({ ours: step, theirs: theirs.get(step.step) }));
    expect(differing).toEqual([]);
  });

  it('differs where we mean it to, and nowhere else', () => {
    const of = (steps: Step[], name: string) => steps.find(({ step }) => step === name);
    for (const name of Object.keys(deviations)) expect(of(walks.ours, name)).not.toEqual(of(walks.theirs, name));
  });
});
