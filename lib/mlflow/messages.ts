import type { LoggedModelRecord } from '@/lib/tracking/logged-model-records';
import type { HistoryPoint } from '@/lib/tracking/metric-history';
import type { MetricRecord, RunRecord } from '@/lib/tracking/run-records';

/** MLflow's messages as JSON. Lists without elements are left out, as its server does. */

function filled<Item>(name: string, items: Item[]): Record<string, Item[]> {
  return items.length > 0 ? { [name]: items } : {};
}

export function toMetric({ key, value, timestamp, step }: MetricRecord): object {
  return { key, value: value ?? 'NaN', timestamp, step };
}

export function toRunInfo(run: RunRecord): object {
  return {
    run_uuid: run.id,
    experiment_id: String(run.experimentId),
    run_name: run.name,
    user_id: run.userId,
    status: run.status,
    start_time: run.startTime,
    ...(run.endTime !== null && run.endTime !== 0 && { end_time: run.endTime }),
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.lifecycleStage,
    run_id: run.id,
  };
}

export function toRun(run: RunRecord): object {
  return {
    info: toRunInfo(run),
    data: { ...filled('metrics', run.metrics.map(toMetric)), ...filled('params', run.params), ...filled('tags', run.tags) },
    inputs: {
      ...filled(
        'dataset_inputs',
        run.inputs.map(({ tags, name, digest, sourceType, source, schema, profile }) => ({
          ...filled(
            'tags',
            Object.entries(tags).map(([key, value]) => ({ key, value })),
          ),
          dataset: {
            name,
            digest,
            source_type: sourceType,
            source,
            ...(schema !== null && { schema }),
            ...(profile !== null && { profile }),
          },
        })),
      ),
      ...filled(
        'model_inputs',
        run.modelInputs.map(({ modelId }) => ({ model_id: modelId })),
      ),
    },
    outputs: filled(
      'model_outputs',
      run.modelOutputs.map(({ modelId, step }) => ({ model_id: modelId, step })),
    ),
  };
}

export function toHistoryPoint(key: string, { value, timestamp, step }: HistoryPoint): object {
  return { key, value: value ?? 'NaN', timestamp, step };
}

export function toLoggedModel(model: LoggedModelRecord): object {
  const pairsOf = (record: Record<string, string>) => Object.entries(record).map(([key, value]) => ({ key, value }));
  return {
    info: {
      model_id: model.id,
      experiment_id: String(model.experimentId),
      name: model.name,
      creation_timestamp_ms: model.creationTime,
      last_updated_timestamp_ms: model.lastUpdateTime,
      artifact_uri: model.artifactUri,
      status: `LOGGED_MODEL_${model.status}`,
      model_type: model.modelType,
      source_run_id: model.runId ?? '',
      ...filled('tags', pairsOf(model.tags)),
    },
    data: {
      ...filled('params', pairsOf(model.params)),
      ...filled(
        'metrics',
        model.metrics.map(({ key, value, timestamp, step, runId, datasetName, datasetDigest }) => ({
          key,
          value,
          timestamp,
          step,
          ...(datasetName !== null && { dataset_name: datasetName }),
          ...(datasetDigest !== null && { dataset_digest: datasetDigest }),
          model_id: model.id,
          run_id: runId,
        })),
      ),
    },
  };
}
