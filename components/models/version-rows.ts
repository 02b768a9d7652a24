import type { ModelVersion } from '@/lib/registry/schema';

/** One line of a model's versions, as the browser needs it. */
export interface VersionRow {
  version: number;
  aliases: string[];
  stage: string;
  status: string;
  /** Percent of sales. */
  backtestWape: number | null;
  testWape: number | null;
  coverage80: number | null;
  datasetVersion: number | null;
  trainedThrough: string | null;
  createdAt: string;
  runId: string | null;
  pipelineRunId: string | null;
}

/** What the table of versions shows of each. */
export function versionRows(versions: ModelVersion[]): VersionRow[] {
  return versions.map(({ version, aliases, stage, status, metrics, datasetVersion, trainedThrough, createdAt, runId, pipelineRunId }) => ({
    ...{ version, aliases, stage, status, datasetVersion, trainedThrough, createdAt, runId, pipelineRunId },
    backtestWape: metricOf(metrics, 'backtest', 'wape'),
    testWape: metricOf(metrics, 'test', 'wape'),
    coverage80: coverageOf(metrics, 0.8),
  }));
}

/** A figure of a version in a window; null where it has none. */
export function metricOf(metrics: Record<string, unknown>, window: 'backtest' | 'test', key: string): number | null {
  const figures = metrics[window];
  if (typeof figures !== 'object' || figures === null) return null;
  const value = (figures as Record<string, unknown>)[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The share of the test window's sales that lay in an interval; null where it has none. */
export function coverageOf(metrics: Record<string, unknown>, level: number): number | null {
  if (!Array.isArray(metrics.intervals)) return null;
  const found = metrics.intervals.find((one: unknown) => (one as { level?: unknown } | null)?.level === level) as
    | { coverage?: unknown }
    | undefined;
  return typeof found?.coverage === 'number' ? found.coverage : null;
}
