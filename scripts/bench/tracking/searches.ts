import { lessIsBetter, quantile, type Result } from './figures';
import type { Side } from './side';

/** Most milliseconds that one side is asked for. */
const mostMs = 60_000;

/** Asks both sides in turn, ours more often, and the other no longer than it has time. */
async function timed(
  sides: Side[],
  asks: ((k: number) => Promise<{ ms: number }>)[],
  counts: { ours: number; theirs: number },
): Promise<Map<Side, number[]>> {
  const times = new Map<Side, number[]>(sides.map((side) => [side, []]));
  for (const ask of asks) for (let k = 0; k < 3; k++) await ask(1000 + k);
  for (let k = 0; k < counts.ours; k++) {
    for (const [at, side] of sides.entries()) {
      const own = times.get(side) as number[];
      const spent = own.reduce((sum, ms) => sum + ms, 0);
      if (at > 0 && (k % Math.round(counts.ours / counts.theirs) !== 0 || spent > mostMs)) continue;
      own.push((await (asks[at] as (typeof asks)[number])(k)).ms);
    }
  }
  return times;
}

/** The k-th question: thresholds, metrics and orders change, so that no answer is of use twice. */
function runSearch(experimentId: string, k: number, page: number): string {
  const metric = (n: number) => `m${String(n % 20).padStart(2, '0')}`;
  const threshold = (0.2 + 0.6 * ((k * 37) % 100)) / 100 + 0.2;
  const filters = [
    `metrics.${metric(k)} < ${threshold.toFixed(4)} and params.model = 'lightgbm'`,
    `metrics.${metric(k + 3)} > ${threshold.toFixed(4)} and metrics.${metric(k + 5)} < 0.6 and tags.team = 'team ${k % 20}'`,
    `params.model = 'xgboost' and attributes.status = 'FINISHED' and tags.note LIKE '%${k % 10}'`,
  ];
  return JSON.stringify({
    experiment_ids: [experimentId],
    filter: filters[k % filters.length],
    order_by: [`metrics.${metric(k + 7)} ${k % 2 ? 'ASC' : 'DESC'}`],
    max_results: page,
  });
}

/** Throws where the two answer differently: then there is nothing to compare. */
async function sameAnswers(sides: Side[], experiments: Map<Side, string>): Promise<void> {
  for (let k = 0; k < 3; k++) {
    const answers = await Promise.all(
      sides.map(async (side) => {
        const { text } = await side.send('runs/search', runSearch(experiments.get(side) as string, k, 50));
        return (JSON.parse(text) as { runs: { info: { run_id: string } }[] }).runs.map(({ info }) => info.run_id).join(' ');
      }),
    );
    if (answers.some((answer) => answer !== answers[0] || answer === ''))
      throw new Error(`The two sides find different runs in question ${k}.`);
  }
}

/** `search_runs` with filter and order, by pages of 100 and of 1,000 runs. */
export async function searchRuns(sides: Side[], experiments: Map<Side, string>, count: number): Promise<Result[]> {
  await sameAnswers(sides, experiments);
  const results: Result[] = [];
  for (const page of [100, 1000]) {
    const asks = sides.map((side) => (k: number) => side.send('runs/search', runSearch(experiments.get(side) as string, k, page)));
    const times = await timed(sides, asks, { ours: 60, theirs: 20 });
    const [ours, theirs] = sides as [Side, Side | undefined];
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      const target = name === 'p95' ? { mostMs: 200, least: 10 } : { least: 10 };
      const title = `search_runs over ${count.toLocaleString('en-US')} runs, pages of ${page}, ${name}`;
      results.push(lessIsBetter(title, quantile(times.get(ours) ?? [], share), theirs && quantile(times.get(theirs) ?? [], share), target));
    }
  }
  return results;
}

/** Registry search by tags and names. */
export async function searchModels(sides: Side[], models: number): Promise<Result[]> {
  const question = (k: number) => {
    const filters = [
      `tags.team = 'team ${k % 20}' and tags.region = 'region ${k % 7}'`,
      `name LIKE 'model 0${k % 2}%' and tags.tier = '${k % 3}'`,
      `tags.note LIKE '%${k % 100}'`,
    ];
    const query = new URLSearchParams({ filter: filters[k % filters.length] as string, max_results: '100' });
    return `registered-models/search?${query}`;
  };
  const asks = sides.map((side) => (k: number) => side.get(question(k)));
  const times = await timed(sides, asks, { ours: 120, theirs: 40 });
  const [ours, theirs] = sides as [Side, Side | undefined];
  return (['p50', 'p95'] as const).map((name) => {
    const share = name === 'p50' ? 0.5 : 0.95;
    const title = `registry search over ${models.toLocaleString('en-US')} models, ${name}`;
    return lessIsBetter(title, quantile(times.get(ours) ?? [], share), theirs && quantile(times.get(theirs) ?? [], share), {
      ...(name === 'p95' && { mostMs: 50 }),
    });
  });
}
