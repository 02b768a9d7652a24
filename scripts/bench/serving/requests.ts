import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './client';
import type { BenchInstance } from './instance';
import { type LoadResult, openLoop, saturation } from './load';

const horizon = 30;
const warmUp = 300;
/** A first run trains four boosted members and eight others. */
const runMs = 900_000;

interface Load {
  name: string;
  rate: number;
  mostMs: number;
  request(k: number): Promise<unknown>;
}

/** Loads the REST API with what the sample retailer's first run published. */
export async function measureRequests(instance: BenchInstance, url: string, seconds: number, say: (line: string) => void): Promise<void> {
  const result = await firstRun(instance, url);
  const stores = (await items<{ id: string; keys: { store: string } }>(`${url}/api/v1/series?level=store`)).map(({ keys }) => keys.store);
  const points = await items<{ date: string }>(`${url}/api/v1/forecasts?level=store&series=${stores[0]}&limit=${horizon}`);
  const dates = points.map(({ date }) => date);
  say(`the sample retailer: ${stores.length} stores, ${result}`);
  const store = (k: number) => stores[k % stores.length] as string;
  const onDemand = (k: number, explain: boolean) => {
    // Every other one asks what a promotion would do, another one each time.
    const future = k % 2 === 0 ? [] : [{ series: store(k), date: dates[k % horizon], promotion_share: (k % 9) / 10 }];
    const text = JSON.stringify({ level: 'store', series: [store(k)], horizon, future, explain });
    return ask(`${url}/api/v1/forecasts`, { type: 'application/json', text });
  };
  const loads: Load[] = [
    {
      ...{ name: 'published, GET', rate: 50, mostMs: 20 },
      request: (k) => ask(`${url}/api/v1/forecasts?level=store&series=${store(k)}&limit=${horizon}`),
    },
    { name: 'on demand, POST', rate: 10, mostMs: 60, request: (k) => onDemand(k, false) },
    { name: 'explained, POST', rate: 2, mostMs: 200, request: (k) => onDemand(k, true) },
  ];
  say(`\none series, ${horizon} days, intervals; ${seconds} s each, after warming up; milliseconds from when each was due`);
  for (const load of loads) {
    // Until the code is compiled that the first few hundred requests find hot.
    for (let k = 0; k < warmUp; k++) await load.request(k);
    await sleep(500);
    say(line(load, await openLoop(load.rate, load.rate < 5 ? 2 * seconds : seconds, load.request)));
  }
  say('\nsaturation: the last rate with its p99 within the bound, and the first without');
  for (const load of loads) {
    const { held, broke } = await saturation(load.rate, Math.max(4, seconds / 4), load.mostMs, load.request);
    say(`${load.name.padEnd(16)} ${held ? shown(held) : 'none held'}${broke ? `  |  ${shown(broke)}` : ''}`);
    await sleep(1000);
  }
}

function line({ name, mostMs }: Load, result: LoadResult): string {
  const verdict = result.failed === 0 && result.p99 < mostMs ? 'holds' : 'does not hold';
  return `${name.padEnd(16)} ${shown(result)}; bound ${mostMs} at p99: ${verdict}${result.failure ? ` (${result.failure})` : ''}`;
}

function shown({ rate, requests, failed, p50, p95, p99, max, overrun }: LoadResult): string {
  const [a, b, c, d] = [p50, p95, p99, max].map((value) => value.toFixed(1));
  return `${rate}/s: ${requests} requests, ${failed} failed${overrun ? ', overrun' : ''}, p50 ${a} p95 ${b} p99 ${c} max ${d}`;
}

async function firstRun(instance: BenchInstance, url: string): Promise<string> {
  let told = '';
  await instance.until(async () => {
    const [run] = await items<{
      status: string;
      result: { bestModel: string; modelName: string; modelVersion: number } | null;
      error: unknown;
    }>(`${url}/api/v1/pipeline-runs`);
    if (run?.status === 'failed') throw new Error(`The first run failed: ${JSON.stringify(run.error)}`);
    told = `forecast by ${run?.result?.bestModel} (${run?.result?.modelName} version ${run?.result?.modelVersion})`;
    return run?.status === 'succeeded';
  }, runMs);
  return told;
}

async function items<Item>(url: string): Promise<Item[]> {
  return (JSON.parse(await ask(url)) as { items: Item[] }).items;
}
