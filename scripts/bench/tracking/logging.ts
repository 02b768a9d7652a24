import { inTurns, lessIsBetter, moreIsBetter, quantile, type Result } from './figures';
import { seedHistory } from './seed';
import type { Side } from './side';

const batchSize = 1000;
const threads = 8;

/** Metrics of ten curves, a hundred steps each from the given one on. */
function batchOf(run: string, from: number): string {
  const metrics = Array.from({ length: batchSize }, (_, k) => ({
    key: `curve_${k % 10}`,
    value: Math.sin(k + from) + k / 1000,
    timestamp: 1_700_000_000_000 + from + k,
    step: from + Math.floor(k / 10),
  }));
  return JSON.stringify({ run_id: run, metrics });
}

/** `log_batch` of 1,000 metrics, one after the other: metrics a second. */
export async function logBatches(sides: Side[], experiments: Map<Side, string>): Promise<Result> {
  const [rounds, perTurn] = [5, 6];
  const runs = new Map<Side, string>();
  for (const side of sides) {
    const run = await side.run(experiments.get(side) as string, 'batches');
    runs.set(side, run);
    for (let k = 0; k < 3; k++) await side.send('runs/log-batch', batchOf(run, 1_000_000 + 100 * k));
  }
  const outcomes = await inTurns(sides, rounds, async (side, round) => {
    let ms = 0;
    for (let k = 0; k < perTurn; k++)
      ms += (await side.send('runs/log-batch', batchOf(runs.get(side) as string, 100 * (round * perTurn + k)))).ms;
    return (1000 * batchSize * perTurn) / ms;
  });
  const rate = (side: Side | undefined) => side && quantile(outcomes.get(side) ?? [], 0.5);
  return moreIsBetter('log_batch of 1,000 metrics, median of turns', 'metrics/s', rate(sides[0]) as number, rate(sides[1]), 5);
}

/** `log_metric` of one point, from eight clients at once: calls a second. */
export async function logSingleMetrics(sides: Side[], experiments: Map<Side, string>): Promise<Result> {
  const [rounds, turnMs] = [4, 3000];
  const runs = new Map<Side, string[]>();
  for (const side of sides) {
    runs.set(side, await Promise.all(Array.from({ length: threads }, (_, k) => side.run(experiments.get(side) as string, `thread ${k}`))));
  }
  let step = 0;
  const turn = async (side: Side, ms: number) => {
    const until = performance.now() + ms;
    const started = performance.now();
    const counts = await Promise.all(
      (runs.get(side) as string[]).map(async (run) => {
        let count = 0;
        for (; performance.now() < until; count++) {
          step++;
          await side.send('runs/log-metric', JSON.stringify({ run_id: run, key: 'loss', value: 1 / step, timestamp: Date.now(), step }));
        }
        return count;
      }),
    );
    return (1000 * counts.reduce((sum, count) => sum + count)) / (performance.now() - started);
  };
  for (const side of sides) await turn(side, 1000);
  const outcomes = await inTurns(sides, rounds, (side) => turn(side, turnMs));
  const rate = (side: Side | undefined) => side && quantile(outcomes.get(side) ?? [], 0.5);
  return moreIsBetter(`log_metric from ${threads} threads, median of turns`, 'calls/s', rate(sides[0]) as number, rate(sides[1]), 3);
}

/** The same batch again and again, at a short and at a long history of its metric. */
export async function retryBatches(sides: Side[], experiments: Map<Side, string>, lengths: [number, number]): Promise<Result[]> {
  const [rounds, perTurn] = [4, 4];
  const medians: Map<Side, number>[] = [];
  const runs = new Map<Side, string[]>(sides.map((side) => [side, []]));
  for (const points of lengths) {
    for (const side of sides) {
      const run = await side.run(experiments.get(side) as string, `history of ${points}`);
      runs.get(side)?.push(run);
      await seedHistory(side, run, 'curve_0', points);
      await side.send('runs/log-batch', batchOf(run, 2_000_000));
    }
  }
  for (const at of lengths.keys()) {
    const outcomes = await inTurns(sides, rounds, async (side) => {
      const times: number[] = [];
      const body = batchOf((runs.get(side) as string[])[at] as string, 2_000_000);
      for (let k = 0; k < perTurn; k++) times.push((await side.send('runs/log-batch', body)).ms);
      return times;
    });
    medians.push(new Map(sides.map((side) => [side, quantile((outcomes.get(side) ?? []).flat(), 0.5)])));
  }
  const [ours, theirs] = sides as [Side, Side | undefined];
  const told = (at: number) => {
    const points = (lengths[at] as number).toLocaleString('en-US');
    return lessIsBetter(
      `retried batch at ${points} points, median`,
      medians[at]?.get(ours) as number,
      theirs && medians[at]?.get(theirs),
      {},
    );
  };
  const growth = (side: Side) => (medians[1]?.get(side) as number) / (medians[0]?.get(side) as number);
  const same: Result = {
    task: 'retried batch, long over short history',
    ...{ unit: 'x', ours: growth(ours), theirs: theirs && growth(theirs), ratio: undefined, target: 'the same (< 1.5 x)' },
    holds: growth(ours) < 1.5,
  };
  return [told(0), told(1), same];
}
