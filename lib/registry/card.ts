import { isoDate } from '@/lib/data/days';
import { configParams } from '@/lib/pipeline/config-params';
import { runIdFor } from '@/lib/tracking/run-id';
import { featuresOf } from './card-features';
import type { CardFigures, ModelCard } from './card-schema';
import { type Findings, intendedUse, limitsOf, strengthsOf } from './card-words';
import { lineageOf } from './lineage';
import { kindOf } from './model-list';
import { type RunFile, runFile } from './run-files';
import type { ModelVersion } from './schema';
import { getModel, getVersion } from './service';

const shownFeatures = 12;
/** Ways of cutting the sales that a limit may be told by. */
const toldBy = new Set(['store', 'month', 'weekday', 'demand', 'category', 'region']);

/** What a person should know of a version before relying on it. @throws AlmanacError `not_found` naming `name` or `version` */
export async function modelCard(name: string, number: number): Promise<ModelCard> {
  const [model, version, lineage] = await Promise.all([getModel(name), getVersion(name, number), lineageOf(name, number)]);
  const kind = kindOf(name);
  const whole = version.pipelineRunId ? runIdFor(version.pipelineRunId, 'forecaster') : undefined;
  const [evaluation, judgement, facts, environment, forecaster, importances] = await Promise.all([
    runFile(whole, 'evaluation.json'),
    runFile(whole, 'judgement.json'),
    runFile(whole, 'data.json'),
    runFile(whole, 'environment.json'),
    runFile(kind === 'forecaster' ? whole : undefined, 'model/forecaster.json'),
    runFile(kind === 'member' ? (version.runId ?? undefined) : undefined, 'features.json'),
  ]);
  const own = ownFigures(version);
  const naive = evaluation?.metrics['seasonal-naive'] ?? null;
  const horizon = horizonOf(version.config);
  const dataset = model.dataset ?? lineage.inputs[0]?.name;
  const data: ModelCard['data'] = dataset
    ? {
        dataset,
        version: version.datasetVersion,
        fingerprint: lineage.data?.fingerprint ?? lineage.inputs[0]?.digest ?? null,
        ...{ level: model.level, frequency: model.frequency, trainedThrough: version.trainedThrough },
        firstDate: facts?.firstDate ?? lineage.data?.firstDate ?? null,
        ...{ rows: facts?.rows ?? lineage.data?.rowCount ?? null, series: facts?.seriesCount ?? null },
        ...{ known: facts?.known ?? [], past: facts?.past ?? [] },
      }
    : null;
  const judged = kind === 'forecaster' ? judgement : undefined;
  const intervals = (kind === 'forecaster' ? (evaluation?.intervals ?? []) : []).map(({ level, coverage, width = null, count = null }) => ({
    ...{ level, coverage, width, points: count },
  }));
  const findings: Findings = {
    ...{ wape: own.test.wape ?? null, naiveWape: naive?.test.wape ?? null, gain: judged?.confidence.gain ?? null, horizon },
    ...{ intervals, frequency: model.frequency, known: data?.known ?? [], growth: judged?.diagnostics.growth ?? [] },
    biasPercent: judged?.diagnostics.bias?.percent ?? null,
    segments: segmentsOf(judged, evaluation?.best),
    recommendations: judged?.recommendations ?? [],
  };
  const members = membersOf(forecaster);
  return {
    ...{ name, version: number, kind, data, horizon, members, intervals },
    summary: summaryOf(kind, version, members),
    windows: (['selection', 'calibration', 'test'] as const).flatMap((window) => {
      const origins = evaluation?.origins[window];
      return origins ? [{ name: window, origins: origins.map(isoDate) }] : [];
    }),
    features: featuresOf(version.config, model.frequency),
    importance: importanceOf(importances),
    hyperparameters: configParams(version.config),
    figures: { own, naive },
    confidence: { wape: judged?.confidence.wape ?? null, gain: judged?.confidence.gain ?? null },
    levels: levelsOf(judged, evaluation?.best),
    intervalMethod: kind === 'forecaster' ? (evaluation?.intervalMethod ?? null) : null,
    strengths: strengthsOf(findings),
    limits: limitsOf(findings),
    intendedUse: intendedUse({ kind, data }),
    load: loadingOf(kind, version, model.dataset),
    made: {
      ...{ runId: version.runId, pipelineRunId: version.pipelineRunId },
      almanac: environment?.almanac.version ?? null,
      revision: environment?.almanac.revision ?? null,
      libraries: Object.fromEntries(
        Object.entries(environment?.libraries ?? {}).flatMap(([library, known]) => (known?.version ? [[library, known.version]] : [])),
      ),
    },
  };
}

function ownFigures({ metrics }: ModelVersion): { backtest: CardFigures; test: CardFigures } {
  return { backtest: numbersOf(metrics.backtest), test: numbersOf(metrics.test) };
}

function numbersOf(value: unknown): CardFigures {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, figure]) => [key, typeof figure === 'number' ? figure : null]));
}

function horizonOf(config: Record<string, unknown>): number | null {
  const model = config.model as { horizon?: unknown } | undefined;
  const horizon = config.horizon ?? model?.horizon;
  return typeof horizon === 'number' && Number.isInteger(horizon) ? horizon : null;
}

/** Weights of the members over all steps ahead, the heaviest first; those that count for nothing are left out. */
function membersOf(forecaster: RunFile<'model/forecaster.json'> | undefined): { name: string; weight: number }[] {
  const sums = new Map<string, number>();
  let steps = 0;
  for (const { from, to, weights } of forecaster?.weights ?? []) {
    steps += to - from + 1;
    for (const [name, weight] of Object.entries(weights)) sums.set(name, (sums.get(name) ?? 0) + weight * (to - from + 1));
  }
  return [...sums]
    .map(([name, sum]) => ({ name, weight: sum / steps }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}

function importanceOf(features: RunFile<'features.json'> | undefined): { feature: string; share: number }[] {
  const all = (features ?? []).reduce((sum, { gain }) => sum + gain, 0);
  if (!features || all <= 0) return [];
  return features.slice(0, shownFeatures).map(({ feature, gain }) => ({ feature, share: gain / all }));
}

function segmentsOf(judged: RunFile<'judgement.json'> | undefined, best: string | undefined): Findings['segments'] {
  return (judged?.segments ?? []).flatMap(({ model, by, segment, metrics }) =>
    model === best && toldBy.has(by) && typeof metrics.wape === 'number' ? [{ by, segment, wape: metrics.wape }] : [],
  );
}

function levelsOf(judged: RunFile<'judgement.json'> | undefined, best: string | undefined): ModelCard['levels'] {
  const whole = (judged?.segments ?? []).filter(({ by }) => by === 'all');
  return whole
    .filter(({ model }) => model === best)
    .map(({ level, metrics }) => ({
      ...{ level, wape: metrics.wape ?? null, rmse: metrics.rmse ?? null, bias: metrics.bias ?? null, points: metrics.count ?? 0 },
      naiveWape: whole.find((other) => other.model === 'seasonal-naive' && other.level === level)?.metrics.wape ?? null,
    }));
}

function summaryOf(kind: ModelCard['kind'], { config }: ModelVersion, members: { name: string }[]): string {
  if (kind === 'other') return 'Registered by a program; what it left with its run is shown here.';
  if (kind === 'member') return 'One member of a whole forecaster: gradient-boosted trees over features of the series and the calendar.';
  if (members.length <= 1) return `A single model, ${String(config.best ?? members[0]?.name ?? 'unknown')}, with conformal intervals.`;
  return `A weighted ensemble of ${members.length} members with conformal intervals, its levels made to add up.`;
}

function loadingOf(kind: ModelCard['kind'], { name, version, aliases }: ModelVersion, dataset: string | null): ModelCard['load'] {
  const pointer = aliases[0] === undefined ? `/${version}` : `@${aliases[0]}`;
  if (kind === 'forecaster') {
    const query = dataset ? `?dataset=${encodeURIComponent(dataset)}` : '';
    return {
      python: `import mlflow\n\nmlflow.set_tracking_uri("<this server>")\nclient = mlflow.MlflowClient()\nversion = client.get_model_version("${name}", "${version}")\nfiles = mlflow.artifacts.download_artifacts(version.source)  # weights, intervals`,
      rest: `curl "<this server>/api/v1/forecasts${query}"`,
      note: 'The whole forecaster weighs its members and makes levels add up; it forecasts through this server. Its boosters load in Python by themselves: see the versions made together with it.',
    };
  }
  const flavor = kind === 'member' ? (name.startsWith('sales-forecast-xgboost') ? 'xgboost' : 'lightgbm') : 'pyfunc';
  return {
    python: `import mlflow\n\nmlflow.set_tracking_uri("<this server>")\nmodel = mlflow.${flavor}.load_model("models:/${name}${pointer}")`,
    rest: null,
    note:
      kind === 'member'
        ? 'The official package loads it. input_example.json among its files has rows of features in the order that it wants.'
        : 'Loads with the flavor that it was logged with.',
  };
}
