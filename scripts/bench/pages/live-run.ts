import type { Page } from 'playwright-core';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { logToRun } from '@/lib/pipeline-runs/log';
import { claimStep, recordProgress } from '@/lib/pipeline-runs/progress';
import { cancelPipelineRun, createPipelineRun } from '@/lib/pipeline-runs/service';

export interface LiveLatency {
  /** Milliseconds from writing a step's progress to its words on the page. */
  step: number[];
  /** The same for a line of log. */
  line: number[];
}

/**
 * How long a change of a run takes to its open page, as often as asked. The site's database must be this process's own, and no worker
 * may be at it: the run is driven from here.
 */
export async function measureLiveRun(page: Page, url: string, times: number): Promise<LiveLatency> {
  const { id } = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'api' });
  const claimed = await claimStep(id, 'extract', 1);
  if (!('claim' in claimed)) throw new Error(`Somebody else carries out run ${id}: stop the worker.`);
  await page.goto(`${url}/pipelines/${id}`);
  await page.getByText('Live', { exact: true }).waitFor();
  const timed = async (words: string, write: () => Promise<void>) => {
    const start = performance.now();
    const seen = page.getByText(words, { exact: true }).first().waitFor({ state: 'attached' });
    await write();
    await seen;
    return performance.now() - start;
  };
  const found: LiveLatency = { step: [], line: [] };
  for (let k = 0; k < times; k++) {
    const words = `part ${k} of ${times}`;
    found.step.push(await timed(words, () => recordProgress(claimed.claim, { fraction: k / times, message: words })));
    found.line.push(await timed(`line ${k} of ${times}`, () => logToRun(id, 'info', `line ${k} of ${times}`)));
  }
  await cancelPipelineRun(id);
  return found;
}

/** `median 80 ms, slowest 140 ms of 20`. */
export function latencyInWords(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(0);
  return `median ${at(0.5)} ms, slowest ${at(1)} ms of ${sorted.length}`;
}
