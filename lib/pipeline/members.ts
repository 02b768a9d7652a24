import type { BoostedConfig } from '@/lib/models/boosted';
import type { BoosterName } from '@/lib/models/booster';
import type { OriginForecasts, WindowName } from './backtest';
import type { ModelName } from './parameters';
import type { Workspace } from './workspace';

/** What forecasts an ensemble may weigh. */
export type MemberName = Exclude<ModelName, 'ensemble'>;

/** Configuration of a member: all that a refit needs. */
export type MemberConfig = BoostedConfig | { season: number };

/** What a training task hands to the tasks after it. */
export interface MemberResult {
  name: MemberName;
  config: MemberConfig;
  /** Tracking run that holds the model's files; null for models without any. */
  runId: string | null;
  /** Folder of the fitted model's files. */
  modelUri: string | null;
  /** The configurations that were compared, with their RMSE at the selection origins. */
  candidates: { label: string; iterations: number; selectionRmse: number; chosen: boolean }[];
  /** The champion's configuration of this member was refitted at the same selection origins. */
  championCompared: boolean;
}

/** Forecasts of a member (or of the ensemble) at the origins of each window. */
export type WindowForecasts = Record<WindowName, OriginForecasts>;

const windows: WindowName[] = ['selection', 'calibration', 'test'];

export async function writeMember(
  workspace: Workspace,
  result: MemberResult,
  forecasts: WindowForecasts,
  champion?: OriginForecasts,
): Promise<void> {
  for (const window of windows) await workspace.writeNumbers(`members/${result.name}/${window}.f64`, forecasts[window]);
  if (champion) await workspace.writeNumbers(`members/${result.name}/champion-selection.f64`, champion);
  // Last, so that a result that can be read has all its forecasts.
  await workspace.writeJson(`members/${result.name}/result.json`, result);
}

export async function readMember(
  workspace: Workspace,
  name: MemberName,
): Promise<{ result: MemberResult; forecasts: WindowForecasts; champion?: OriginForecasts }> {
  const result = await workspace.readJson<MemberResult>(`members/${name}/result.json`);
  const forecasts = await readWindows(workspace, `members/${name}`);
  const champion = result.championCompared ? await workspace.readNumbers(`members/${name}/champion-selection.f64`) : undefined;
  return { result, forecasts, champion };
}

export async function readWindows(workspace: Workspace, folder: string): Promise<WindowForecasts> {
  const [selection, calibration, test] = await Promise.all(windows.map((window) => workspace.readNumbers(`${folder}/${window}.f64`)));
  return { selection, calibration, test } as WindowForecasts;
}

export async function writeWindows(workspace: Workspace, folder: string, forecasts: WindowForecasts): Promise<void> {
  for (const window of windows) await workspace.writeNumbers(`${folder}/${window}.f64`, forecasts[window]);
}

export function isBooster(name: string): name is BoosterName {
  return name === 'lightgbm' || name === 'xgboost';
}
