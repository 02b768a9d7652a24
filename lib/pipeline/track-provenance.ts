import type { PanelMeta } from '@/lib/data/panel-file';
import { artifactStore } from '@/lib/storage';
import { logArtifact } from '@/lib/tracking/service';
import { environment } from './environment';
import { readRunStart } from './run-start';
import type { TaskContext } from './task';
import { Workspace } from './workspace';

/**
 * Keeps with a tracked run all that repeating it takes and its figures rest on: parameters, what the run found when it began, the data
 * with their fingerprints, the validation's report, and the environment.
 */
export async function trackProvenance(id: string, { runId, parameters }: TaskContext, meta: PanelMeta): Promise<void> {
  const workspace = new Workspace(runId);
  const { series, ...about } = meta;
  const panel = await artifactStore().stat(workspace.path('panel.parquet'));
  const files = {
    'parameters.json': parameters,
    'environment.json': await environment(),
    'data.json': { ...about, seriesCount: series.length, panelSha256: panel?.sha256 ?? null },
    'start.json': await readRunStart(runId),
    'validation.json': await workspace.readOptionalJson('validation.json'),
  };
  for (const [name, value] of Object.entries(files)) if (value !== undefined) await logJson(id, name, value);
}

/** Keeps a value with a run as JSON. */
export function logJson(id: string, path: string, value: unknown): Promise<void> {
  return logArtifact(id, path, JSON.stringify(value, null, 1), 'application/json');
}
