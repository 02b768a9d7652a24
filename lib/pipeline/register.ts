import { isoDate } from '@/lib/data/days';
import { readPanel } from '@/lib/data/panel-file';
import { boosterOf, type MemberName } from '@/lib/models/members/member';
import { modelName } from '@/lib/registry/names';
import { registerVersion, setAliases } from '@/lib/registry/service';
import { runIdFor } from '@/lib/tracking/run-id';
import { type Champion, championOf, type ForecasterState, forecasterConfig } from './champion';
import type { Evaluation } from './evaluate';
import { type Member, type MemberResult, readMembers } from './members';
import type { PipelineParameters } from './parameters';
import { type RepeatedRun, readRunStart } from './run-start';
import type { Task } from './task';
import { forecasterUri } from './track-evaluation';
import { Workspace } from './workspace';

export interface Registration {
  modelName: string;
  /** Null where nothing was registered. */
  modelVersion: number | null;
  promoted: boolean;
  reason: string;
  /** Which forecaster the forecast step publishes with. */
  publish: { kind: 'own'; version: number | null } | { kind: 'champion'; version: number; source: string };
}

/** Registers the forecaster and its members, and moves the champion aliases together when the challenger wins. */
export const register: Task<Registration> = async ({ runId, parameters, report, log }) => {
  const workspace = new Workspace(runId);
  const evaluation = await workspace.readJson<Evaluation>('evaluation.json');
  const state = await workspace.readJson<ForecasterState>('forecaster.json');
  const repeats = (await readRunStart(runId))?.repeats;
  const decided = await decide();
  const registration = repeats ? asBefore(decided, repeats) : decided;
  await workspace.writeJson('registration.json', registration);
  const { modelName: registered, modelVersion, promoted } = registration;
  if (modelVersion !== null) log?.('info', `registered ${registered} version ${modelVersion}${promoted ? ', and made it champion' : ''}`);
  else log?.('warn', 'nothing was registered');
  report({ fraction: 1, message: registration.reason });
  return registration;

  async function decide(): Promise<Registration> {
    const name = modelName(parameters);
    const champion = await championOf(parameters);
    const serves = champion?.config !== undefined && champion.config.horizon >= parameters.horizon;
    const inPlace = (own: number | null): Registration['publish'] =>
      serves ? { kind: 'champion', version: champion.version, source: champion.source } : { kind: 'own', version: own };
    if (!evaluation.gates.beatsSeasonalNaive) {
      const lost = 'not registered: no model beat the seasonal naive at the backtest origins';
      const reason = serves ? `${lost}; the champion, version ${champion.version}, is published` : lost;
      return { modelName: name, modelVersion: null, promoted: false, reason, publish: inPlace(null) };
    }
    const { panel, meta } = await readPanel(runId);
    const trained = { pipelineRunId: runId, datasetVersion: meta.datasetVersion, trainedThrough: isoDate(panel.origin) };
    const members = await registerMembers(await readMembers(workspace), parameters, trained, evaluation);
    const own = await registerVersion({
      ...trained,
      name,
      scope: parameters,
      runId: runIdFor(runId, 'forecaster'),
      source: await forecasterUri(runId, parameters),
      config: { ...forecasterConfig(state) },
      metrics: { ...evaluation.metrics[state.best], intervals: evaluation.intervals },
    });
    const { promote, reason } = promotion(evaluation, own.version, champion);
    // What a repeat shows was decided when the run that it repeats was judged.
    if (promote && !repeats) {
      await setAliases(
        [{ name, version: own.version, expectedVersion: champion?.version ?? null }, ...members].map((move) => ({
          ...move,
          alias: 'champion',
        })),
        { reason, actor: 'pipeline', gates: evaluation.gates },
      );
      return { modelName: name, modelVersion: own.version, promoted: true, reason, publish: { kind: 'own', version: own.version } };
    }
    return {
      modelName: name,
      modelVersion: own.version,
      promoted: false,
      reason: serves ? reason : `${reason}; it cannot forecast ${parameters.horizon} steps, so this run's model is published`,
      publish: inPlace(own.version),
    };
  }
};

/** A repeat registers what came of it, and leaves the aliases and the choice of what is published as they were decided. */
function asBefore(registration: Registration, { runId, publish }: RepeatedRun): Registration {
  const { modelVersion } = registration;
  const own = { kind: 'own' as const, version: modelVersion };
  return {
    ...registration,
    promoted: false,
    reason: `${modelVersion === null ? 'not registered' : `registered as version ${modelVersion}, not promoted`}: a repeat of run ${runId}`,
    publish: publish?.kind === 'champion' ? publish : own,
  };
}

/** Whether the challenger takes the champion's place, and why, in words for the audit trail. */
export function promotion(evaluation: Evaluation, version: number, champion: Champion | undefined): { promote: boolean; reason: string } {
  const { champion: verdict } = evaluation.gates;
  // Another run may have promoted its model since the evaluation: then nothing is known about how this one compares.
  const compared = verdict.verdict === 'none' ? undefined : verdict.version;
  if (compared !== champion?.version) {
    if (champion?.version === version) return { promote: false, reason: `version ${version} is the champion already` };
    return { promote: false, reason: `version ${champion?.version} became champion while this run was training; it was not compared` };
  }
  switch (verdict.verdict) {
    case 'none':
      return { promote: true, reason: `version ${version} is the first champion: it beats the seasonal naive` };
    case 'same-configuration':
      return { promote: true, reason: `version ${version} is champion: ${verdict.reason}` };
    case 'challenger-wins':
      return {
        promote: true,
        reason: `version ${version} is champion: backtest RMSE ${figure(verdict.challengerRmse)} against ${figure(verdict.championRmse)} of version ${verdict.version} refitted at the same origins`,
      };
    case 'champion-wins':
      return {
        promote: false,
        reason: `version ${verdict.version} stays champion: backtest RMSE ${figure(verdict.championRmse)} refitted at the same origins against ${figure(verdict.challengerRmse)}`,
      };
    case 'incomparable':
      return { promote: false, reason: `version ${verdict.version} stays champion: ${verdict.reason}` };
  }
}

/** Registers, of each booster's members, the one with the better backtest: what the official packages load under the booster's name. */
async function registerMembers(
  members: ReadonlyMap<MemberName, Member>,
  parameters: PipelineParameters,
  trained: { pipelineRunId: string; datasetVersion: number; trainedThrough: string },
  evaluation: Evaluation,
): Promise<{ name: string; version: number }[]> {
  const registered: { name: string; version: number }[] = [];
  const rmse = (name: string) => evaluation.metrics[name]?.backtest.rmse ?? Number.POSITIVE_INFINITY;
  for (const booster of ['lightgbm', 'xgboost'] as const) {
    const own = [...members.values()].filter(({ result }) => boosterOf(result.name) === booster).map(({ result }) => result);
    const best = own.reduce<MemberResult | undefined>(
      (first, next) => (first && rmse(first.name) <= rmse(next.name) ? first : next),
      undefined,
    );
    if (!best) continue;
    const name = modelName(parameters, booster);
    const { version } = await registerVersion({
      ...trained,
      name,
      scope: parameters,
      runId: best.runId,
      source: best.modelUri as string,
      config: { ...best.config },
      metrics: evaluation.metrics[best.name] ?? {},
    });
    registered.push({ name, version });
  }
  return registered;
}

function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 5 });
}
