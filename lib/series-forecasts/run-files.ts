import type { PanelMeta } from '@/lib/data/panel-file';
import { seriesId } from '@/lib/datasets/series-id';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { Workspace } from '@/lib/pipeline/workspace';

/** What of a run's panel tells which of its series a sum is made of. */
export type PanelSeries = Pick<PanelMeta, 'series' | 'level' | 'horizon' | 'attributes'>;

/** Panels' descriptions that were read last: a level of thousands of series is some 500 kB of JSON. */
const kept = new Map<string, PanelSeries>();
const mostKept = 4;

/** The files that the run of a published forecast has left, as far as they tell of single series. */
export class RunFiles {
  private constructor(
    readonly workspace: Workspace,
    readonly panel: PanelSeries,
  ) {}

  /** Undefined where the forecast was published by no run, or its files are gone. */
  static async of(forecastId: string): Promise<RunFiles | undefined> {
    const forecast = await db().forecast.findUnique({ where: { id: forecastId }, select: { pipelineRunId: true, publishedAt: true } });
    const runId = forecast?.pipelineRunId;
    if (!runId) return undefined;
    const workspace = new Workspace(runId);
    // A run that is repeated writes its panel anew.
    const key = `${runId} ${forecast.publishedAt?.toISOString()}`;
    const panel = kept.get(key) ?? (await gone(() => workspace.readJson<PanelSeries>('panel.json')));
    if (!panel) return undefined;
    kept.delete(key);
    kept.set(key, panel);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return new RunFiles(workspace, panel);
  }

  /** Places in the panel of the modelled series that have these key values. */
  partsOf(keys: Record<string, string>): number[] {
    const wanted = Object.entries(keys);
    return this.panel.series.flatMap((one, index) => (wanted.every(([name, value]) => one.keys[name] === value) ? [index] : []));
  }

  /** Ids of the series of a level that the modelled series with these key values add up to. */
  idsAt(dataset: string, level: string, keys: Record<string, string>): string[] {
    const wanted = Object.entries(keys);
    const found = this.panel.series.filter((one) => wanted.every(([name, value]) => one.keys[name] === value));
    return [...new Set(found.map((one) => seriesId(dataset, level, one.keys)))];
  }

  json<T>(name: string): Promise<T | undefined> {
    return gone(() => this.workspace.readJson<T>(name));
  }

  numbers(name: string): Promise<Float64Array | undefined> {
    return gone(() => this.workspace.readNumbers(name));
  }
}

/** What a file holds; undefined where it is not there. */
async function gone<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
    throw error;
  }
}
