export { artifactFile, browseArtifacts } from './artifact-files';
export { logArtifact } from './artifacts';
export { type Batch, logBatch } from './batch';
export { compareRuns } from './compare-runs';
export { deleteExperimentTag, openExperiment, renameExperiment, setExperimentTag } from './edit-experiments';
export {
  createLoggedModel,
  deleteLoggedModel,
  deleteLoggedModelTag,
  finalizeLoggedModel,
  getLoggedModel,
  logLoggedModelParams,
  type ModelToCreate,
  setLoggedModelTags,
} from './edit-logged-models';
export { editRun } from './edit-run';
export { editRuns } from './edit-runs';
export { experimentOverviews } from './experiment-overviews';
export { createExperiment, experimentNumber, getExperiment, getOrCreateExperiment, listExperiments } from './experiments';
export { exportRuns } from './export-runs';
export { type InputToLog, logInput, logInputs } from './inputs';
export { deleteExperiment, deleteRun, type RunChange, restoreExperiment, restoreRun, updateRun } from './lifecycle';
export { lineKeys } from './line-keys';
export { loggedKeys, loggedValues } from './logged-keys';
export { logLoggedModel, type ModelToLog } from './logged-models';
export { type HistoryPoint, historyByTime, historyOfRuns, sampledHistory } from './metric-history';
export { type LineQuery, metricLine } from './metric-line';
export { type MetricOutline, metricOutlines } from './metric-outlines';
export { logMetrics, type MetricPoint } from './metrics';
export { logParams, ParameterConflict } from './params';
export { type Purged, purgeDeleted } from './purge';
export { metricHistory } from './queries';
export { countRuns, groupRuns } from './run-groups';
export { linkModels, logModelMetrics, type ModelMetricPoint } from './run-models';
export { type RunRecord, runRecord, runRecords } from './run-records';
export { type RelatedRun, type RunSurroundings, runSurroundings } from './run-surroundings';
export { createRun, finishRun, type RunToCreate, resetRun } from './runs';
export { experimentRecord, searchExperiments } from './search-experiments';
export { searchLoggedModels } from './search-logged-models';
export { type RunSearch, searchRuns } from './search-runs';
export { type RunToStart, startRun } from './start-run';
export { deleteTag, setTags } from './tags';
export { getTrackedRun, getTrackedRuns, listRuns } from './tracked-runs';
