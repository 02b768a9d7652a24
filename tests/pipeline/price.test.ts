import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isoDate, mondayOf } from '@/lib/data/days';
import { type PanelMeta, readPanel } from '@/lib/data/panel-file';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import { db } from '@/lib/db';
import type { Panel } from '@/lib/features/panel';
import { availableBoosters, boosterStatus } from '@/lib/models/booster-status';
import { loadBooster } from '@/lib/models/boosters';
import { boostedCandidates } from '@/lib/models/members/candidates';
import { makeBoosted } from '@/lib/models/members/make-forecaster';
import type { BoostedMember, MemberConfig, MemberName } from '@/lib/models/members/member';
import { calendarOf } from '@/lib/pipeline/calendar';
import type { ForecasterState } from '@/lib/pipeline/champion';
import { extract } from '@/lib/pipeline/extract';
import { restoreMember } from '@/lib/pipeline/forecaster-files';
import type { MemberResult } from '@/lib/pipeline/members';
import { pipelineParameters, requestedParameters } from '@/lib/pipeline/parameters';
import { trainLightgbm } from '@/lib/pipeline/train-boosted';
import { Workspace } from '@/lib/pipeline/workspace';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { randomStream } from '../helpers/random-panel';

vi.setConfig({ hookTimeout: 300_000 });
// The installed libraries, though the data folder is the file's own.
for (const { name, path } of boosterStatus()) process.env[`${name.toUpperCase()}_LIBRARY`] ??= path ?? '';
createArtifactFolder();
await createTestDatabase();

const horizon = 7;
const members = ['lightgbm', 'lightgbm-deseasonalised'] as const;
const runId = '00000000-0000-4000-8000-000000000001';
let panel: Panel;
let meta: PanelMeta;

beforeAll(async () => {
  const weeks = 24;
  await ensureSampleRetailer({
    from: isoDate(mondayOf(Math.floor(Date.now() / 86_400_000)) - 7 * weeks),
    config: { seed: 42, stores: 3 },
  });
  const parameters = pipelineParameters.parse({ horizon, strategies: ['direct'], monotonePrice: true });
  await db().pipelineRun.create({ data: { id: runId, trigger: 'api', dataset: parameters.dataset, parameters } });
  const context = { runId, parameters, report: () => {}, signal: new AbortController().signal };
  await extract(context);
  if (availableBoosters().includes('lightgbm')) await trainLightgbm(context);
  ({ panel, meta } = await readPanel(runId));
});

type Forecast = (of: Panel) => Float64Array;

/** What a run's fitted member forecasts. */
async function trained(name: MemberName): Promise<Forecast> {
  const result = await new Workspace(runId).readJson<MemberResult>(`members/${name}/result.json`);
  const state = { members: { [name]: result.config }, modelUris: { [name]: result.modelUri } } as unknown as ForecasterState;
  const fitted = await restoreMember(panel, state, name, calendarOf(panel, meta));
  return (of) => fitted.forecast(of, of.origin, horizon).values;
}

/** The same member as it learns when nothing is said of the price. */
function free(name: BoostedMember): Forecast {
  const [config] = boostedCandidates(name, { horizon, frequency: 'day', seed: 42, threads: 1, strategies: ['direct'] });
  const fitted = makeBoosted(loadBooster('lightgbm'), config as MemberConfig, calendarOf(panel, meta)).fit(panel, panel.origin);
  return (of) => fitted.forecast(of, of.origin, horizon).values;
}

/** The panel with each future price times a factor of its own. */
function priced(factor: (row: number) => number): Panel {
  const own = panel.known[meta.price as string] as Float64Array;
  const price = own.map((value, row) => ((panel.ds[row] as number) > panel.origin ? value * factor(row) : value));
  return { ...panel, known: { ...panel.known, [meta.price as string]: price } };
}

describe('the sample retailer', () => {
  it('says which of its covariates are the price and the promotion', () => {
    expect(meta.known).toEqual(expect.arrayContaining(['price_index', 'promotion_share']));
    expect(meta).toMatchObject({ price: 'price_index', promotion: 'promotion_share' });
  });

  it.skipIf(!availableBoosters().includes('lightgbm'))(
    'never sells more by LightGBM at a higher future price, where a run says so',
    async () => {
      let rises = 0;
      let moved = 0;
      for (const name of members) {
        const [bound, unbound] = [await trained(name), free(name)];
        for (const factor of [1.01, 1.1, 1.3, 2]) {
          const random = randomStream(Math.round(100 * factor));
          const some = Float64Array.from(panel.ds, () => (random() < 0.5 ? factor : 1));
          for (const dearer of [() => factor, (row: number) => some[row] as number]) {
            const usual = bound(panel);
            bound(priced(dearer)).forEach((value, k) => {
              expect(value, `${name} at ${factor}`).toBeLessThanOrEqual(usual[k] as number);
              if (value !== usual[k]) moved++;
            });
            const before = unbound(panel);
            rises += unbound(priced(dearer)).filter((value, k) => value > (before[k] as number)).length;
          }
        }
        // The price matters at all.
        expect(bound(priced(() => 1.3))).not.toEqual(bound(panel));
      }
      // The price matters at all; left to itself LightGBM learns some rises from noise.
      expect(moved).toBeGreaterThan(0);
      expect(rises).toBeGreaterThan(0);
    },
  );
});

it('a price direction is refused with what LightGBM learns without directions', () => {
  const asked = { monotonePrice: true, objective: 'l1' };
  expect(requestedParameters.safeParse(asked).error?.issues).toMatchObject([
    { path: ['monotonePrice'], message: /l2, tweedie or poisson/ },
  ]);
  for (const other of [
    { ...asked, objective: 'tweedie' },
    { ...asked, models: ['xgboost', 'ensemble'] },
    { ...asked, monotonePrice: false },
  ])
    expect(requestedParameters.safeParse(other).success).toBe(true);
});
