import { type MemberConfig, type MemberName, memberNames } from '@/lib/models/members/member';
import type { OriginForecasts, WindowName } from './backtest';
import type { Workspace } from './workspace';

/** What a training task hands to the tasks after it, of each member. */
export interface MemberResult {
  name: MemberName;
  config: MemberConfig;
  /** Tracking run that tells of it and holds its files, if it has any. */
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

export interface Member {
  result: MemberResult;
  forecasts: WindowForecasts;
  /** Forecasts of the champion's configuration of this member at the selection origins. */
  champion?: OriginForecasts;
}

const windows: WindowName[] = ['selection', 'calibration', 'test'];

export async function writeMember(workspace: Workspace, { result, forecasts, champion }: Member): Promise<void> {
  await writeWindows(workspace, `members/${result.name}`, forecasts);
  if (champion) await workspace.writeNumbers(`members/${result.name}/champion-selection.f64`, champion);
  // Last, so that a result that can be read has all its forecasts.
  await workspace.writeJson(`members/${result.name}/result.json`, result);
}

/** Every member that the run's training tasks have written, in order of name. */
export async function readMembers(workspace: Workspace): Promise<Map<MemberName, Member>> {
  const members = new Map<MemberName, Member>();
  for (const name of memberNames) {
    const result = await workspace.readOptionalJson<MemberResult>(`members/${name}/result.json`);
    if (!result) continue;
    const forecasts = await readWindows(workspace, `members/${name}`);
    const champion = result.championCompared ? await workspace.readNumbers(`members/${name}/champion-selection.f64`) : undefined;
    members.set(name, { result, forecasts, champion });
  }
  return members;
}

export async function readWindows(workspace: Workspace, folder: string): Promise<WindowForecasts> {
  const [selection, calibration, test] = await Promise.all(windows.map((window) => workspace.readNumbers(`${folder}/${window}.f64`)));
  return { selection, calibration, test } as WindowForecasts;
}

export async function writeWindows(workspace: Workspace, folder: string, forecasts: WindowForecasts): Promise<void> {
  for (const window of windows) await workspace.writeNumbers(`${folder}/${window}.f64`, forecasts[window]);
}
