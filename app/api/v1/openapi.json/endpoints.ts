import * as health from '@/app/api/health/route';
import * as metrics from '@/app/api/metrics/route';
import * as ready from '@/app/api/ready/route';
import * as calendarRestore from '@/app/api/v1/datasets/[name]/calendar/restore/route';
import * as calendar from '@/app/api/v1/datasets/[name]/calendar/route';
import * as calendarVersionRoute from '@/app/api/v1/datasets/[name]/calendar/versions/[version]/route';
import * as calendarVersions from '@/app/api/v1/datasets/[name]/calendar/versions/route';
import * as importsPreview from '@/app/api/v1/datasets/[name]/imports/preview/route';
import * as imports from '@/app/api/v1/datasets/[name]/imports/route';
import * as dataset from '@/app/api/v1/datasets/[name]/route';
import * as versionChanges from '@/app/api/v1/datasets/[name]/versions/[version]/changes/route';
import * as dataFileDownload from '@/app/api/v1/datasets/[name]/versions/[version]/files/download/route';
import * as dataFilePreview from '@/app/api/v1/datasets/[name]/versions/[version]/files/preview/route';
import * as dataFiles from '@/app/api/v1/datasets/[name]/versions/[version]/files/route';
import * as profile from '@/app/api/v1/datasets/[name]/versions/[version]/profile/route';
import * as datasetVersions from '@/app/api/v1/datasets/[name]/versions/route';
import * as datasets from '@/app/api/v1/datasets/route';
import * as experimentKeys from '@/app/api/v1/experiments/[id]/keys/route';
import * as experimentRestore from '@/app/api/v1/experiments/[id]/restore/route';
import * as experimentRoute from '@/app/api/v1/experiments/[id]/route';
import * as experimentValues from '@/app/api/v1/experiments/[id]/values/route';
import * as experiments from '@/app/api/v1/experiments/route';
import * as forecastAccuracy from '@/app/api/v1/forecasts/accuracy/route';
import * as forecastBatch from '@/app/api/v1/forecasts/batch/route';
import * as forecastExport from '@/app/api/v1/forecasts/export/route';
import * as forecastHierarchy from '@/app/api/v1/forecasts/hierarchy/route';
import * as forecastModels from '@/app/api/v1/forecasts/models/route';
import * as forecasts from '@/app/api/v1/forecasts/route';
import * as forecastVintages from '@/app/api/v1/forecasts/vintages/route';
import * as alias from '@/app/api/v1/models/[name]/aliases/[alias]/route';
import * as aliases from '@/app/api/v1/models/[name]/aliases/route';
import * as promote from '@/app/api/v1/models/[name]/promote/route';
import * as promotions from '@/app/api/v1/models/[name]/promotions/route';
import * as rollback from '@/app/api/v1/models/[name]/rollback/route';
import * as model from '@/app/api/v1/models/[name]/route';
import * as versionCard from '@/app/api/v1/models/[name]/versions/[version]/card/route';
import * as versionComparison from '@/app/api/v1/models/[name]/versions/[version]/compare/route';
import * as versionDownload from '@/app/api/v1/models/[name]/versions/[version]/files/download/route';
import * as versionFiles from '@/app/api/v1/models/[name]/versions/[version]/files/route';
import * as versionGates from '@/app/api/v1/models/[name]/versions/[version]/gates/route';
import * as versionLineage from '@/app/api/v1/models/[name]/versions/[version]/lineage/route';
import * as modelVersionRoute from '@/app/api/v1/models/[name]/versions/[version]/route';
import * as versions from '@/app/api/v1/models/[name]/versions/route';
import * as models from '@/app/api/v1/models/route';
import * as monitoringAccuracy from '@/app/api/v1/monitoring/accuracy/route';
import * as monitoringAlerts from '@/app/api/v1/monitoring/alerts/route';
import * as monitoringDrift from '@/app/api/v1/monitoring/drift/route';
import * as monitoringFreshness from '@/app/api/v1/monitoring/freshness/route';
import * as monitoringRuns from '@/app/api/v1/monitoring/runs/route';
import * as openapi from '@/app/api/v1/openapi.json/route';
import * as overrideRestore from '@/app/api/v1/overrides/[id]/restore/route';
import * as overrideById from '@/app/api/v1/overrides/[id]/route';
import * as overrideWithdraw from '@/app/api/v1/overrides/[id]/withdraw/route';
import * as finalPlanExport from '@/app/api/v1/overrides/plan/export/route';
import * as finalPlan from '@/app/api/v1/overrides/plan/route';
import * as overrides from '@/app/api/v1/overrides/route';
import * as overridesScore from '@/app/api/v1/overrides/score/route';
import * as runAttempts from '@/app/api/v1/pipeline-runs/[id]/attempts/route';
import * as runCancel from '@/app/api/v1/pipeline-runs/[id]/cancel/route';
import * as runChanges from '@/app/api/v1/pipeline-runs/[id]/changes/route';
import * as runEvents from '@/app/api/v1/pipeline-runs/[id]/events/route';
import * as runLogDownload from '@/app/api/v1/pipeline-runs/[id]/logs/download/route';
import * as runLogs from '@/app/api/v1/pipeline-runs/[id]/logs/route';
import * as runRepeat from '@/app/api/v1/pipeline-runs/[id]/repeat/route';
import * as runRetry from '@/app/api/v1/pipeline-runs/[id]/retry/route';
import * as run from '@/app/api/v1/pipeline-runs/[id]/route';
import * as runValidation from '@/app/api/v1/pipeline-runs/[id]/validation/route';
import * as runCheck from '@/app/api/v1/pipeline-runs/check/route';
import * as runs from '@/app/api/v1/pipeline-runs/route';
import * as artifactDownload from '@/app/api/v1/runs/[id]/artifacts/download/route';
import * as artifactPreview from '@/app/api/v1/runs/[id]/artifacts/preview/route';
import * as artifacts from '@/app/api/v1/runs/[id]/artifacts/route';
import * as metricHistory from '@/app/api/v1/runs/[id]/metrics/[key]/route';
import * as runPlot from '@/app/api/v1/runs/[id]/plots/[plot]/route';
import * as runReport from '@/app/api/v1/runs/[id]/report/route';
import * as runRestore from '@/app/api/v1/runs/[id]/restore/route';
import * as trackedRun from '@/app/api/v1/runs/[id]/route';
import * as runComparison from '@/app/api/v1/runs/compare/route';
import * as runCounts from '@/app/api/v1/runs/count/route';
import * as runExport from '@/app/api/v1/runs/export/route';
import * as runGroups from '@/app/api/v1/runs/groups/route';
import * as trackedRuns from '@/app/api/v1/runs/route';
import * as scenarioDuplicate from '@/app/api/v1/scenarios/[id]/duplicate/route';
import * as scenarioRecompute from '@/app/api/v1/scenarios/[id]/recompute/route';
import * as scenarioRestore from '@/app/api/v1/scenarios/[id]/restore/route';
import * as scenarioById from '@/app/api/v1/scenarios/[id]/route';
import * as scenariosPlan from '@/app/api/v1/scenarios/plan/route';
import * as scenariosPreview from '@/app/api/v1/scenarios/preview/route';
import * as scenarios from '@/app/api/v1/scenarios/route';
import * as schedule from '@/app/api/v1/schedules/train-sales-forecast/route';
import * as history from '@/app/api/v1/series/[id]/history/route';
import * as series from '@/app/api/v1/series/route';
import * as session from '@/app/api/v1/session/route';
import { calendarEntry, calendar as calendarSchema } from '@/lib/calendar/schema';
import { importPreview, importReport } from '@/lib/data/import/report';
import { datasetProfile } from '@/lib/datasets/profile/schema';
import { dataset as datasetSchema, datasetVersion } from '@/lib/datasets/schema';
import { seriesSchema } from '@/lib/datasets/series';
import { forecastPoint, forecastSummary } from '@/lib/forecasts/schema';
import type { Endpoint, EndpointDeclaration } from '@/lib/http/endpoint';
import type { Components } from '@/lib/http/openapi';
import { override as overrideSchema, planPoint, scoreReport } from '@/lib/overrides/schema';
import {
  logLine,
  pipelineAttempt,
  runChanges as runChangesSchema,
  runValidation as runValidationSchema,
} from '@/lib/pipeline-runs/history-schema';
import { schedule as scheduleSchema } from '@/lib/pipeline-runs/schedule-schema';
import { pipelineEvent, pipelineRun, pipelineStep } from '@/lib/pipeline-runs/schema';
import { modelCard } from '@/lib/registry/card-schema';
import { lineage } from '@/lib/registry/lineage-schema';
import { gate } from '@/lib/registry/promotion-schema';
import { modelVersion, promotion, registeredModel } from '@/lib/registry/schema';
import { scenarioPoint, scenario as scenarioSchema } from '@/lib/scenarios/schema';
import { artifactEntry, experiment, trackedRun as trackedRunSchema } from '@/lib/tracking/schema';

/** Every described route file, in the order of the document. A test walks the folders and misses none. */
const routeFiles: Pick<Endpoint, 'OPTIONS'>[] = [
  ...[runs, run, runCancel, runRetry, runRepeat, runEvents, schedule],
  ...[runCheck, runAttempts, runLogs, runLogDownload, runChanges, runValidation],
  ...[datasets, dataset, datasetVersions, imports, importsPreview, series, history, forecasts, forecastBatch],
  ...[calendar, calendarVersions, calendarVersionRoute, calendarRestore],
  ...[profile, dataFiles, dataFilePreview, dataFileDownload, versionChanges],
  ...[forecastVintages, forecastModels, forecastAccuracy, forecastHierarchy, forecastExport],
  ...[scenarios, scenariosPreview, scenariosPlan, scenarioById, scenarioDuplicate, scenarioRestore, scenarioRecompute],
  ...[overrides, overrideById, overrideWithdraw, overrideRestore, finalPlan, finalPlanExport, overridesScore],
  ...[models, model, versions, modelVersionRoute, versionGates, versionLineage, aliases, alias, promote, rollback, promotions],
  ...[versionCard, versionComparison, versionFiles, versionDownload],
  ...[
    experiments,
    experimentRoute,
    experimentRestore,
    experimentKeys,
    experimentValues,
    trackedRuns,
    runCounts,
    runGroups,
    runExport,
    runComparison,
    trackedRun,
    runRestore,
    artifacts,
    artifactPreview,
    artifactDownload,
    runPlot,
    runReport,
    metricHistory,
  ],
  ...[monitoringAccuracy, monitoringDrift, monitoringAlerts, monitoringRuns, monitoringFreshness],
  ...[session, openapi, health, ready, metrics],
];

export const endpoints: EndpointDeclaration[] = routeFiles.map(({ OPTIONS }) => OPTIONS.declaration);

/** Schemas that clients know by name. */
export const components: Components = {
  PipelineRun: pipelineRun,
  PipelineStep: pipelineStep,
  PipelineEvent: pipelineEvent,
  PipelineAttempt: pipelineAttempt,
  PipelineLogLine: logLine,
  PipelineRunChanges: runChangesSchema,
  PipelineRunValidation: runValidationSchema,
  Schedule: scheduleSchema,
  Dataset: datasetSchema,
  DatasetVersion: datasetVersion,
  DatasetProfile: datasetProfile,
  DatasetCalendar: calendarSchema,
  CalendarEntry: calendarEntry,
  ImportReport: importReport,
  ImportPreview: importPreview,
  Series: seriesSchema,
  Forecast: forecastSummary,
  ForecastPoint: forecastPoint,
  Scenario: scenarioSchema,
  ScenarioPoint: scenarioPoint,
  Override: overrideSchema,
  OverrideScore: scoreReport,
  FinalPlanPoint: planPoint,
  RegisteredModel: registeredModel,
  ModelVersion: modelVersion,
  Promotion: promotion,
  PromotionGate: gate,
  Lineage: lineage,
  ModelCard: modelCard,
  Experiment: experiment,
  Run: trackedRunSchema,
  Artifact: artifactEntry,
};
