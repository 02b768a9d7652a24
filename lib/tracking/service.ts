export { logArtifact } from './artifacts';
export { createExperiment, getExperiment, getOrCreateExperiment, listExperiments } from './experiments';
export { type InputToLog, logInput } from './inputs';
export { logLoggedModel, type ModelToLog } from './logged-models';
export { logMetrics, type MetricPoint } from './metrics';
export { logParams } from './params';
export { getTrackedRun, listArtifacts, listRuns, metricHistory } from './queries';
export { createRun, finishRun, type RunToCreate, resetRun } from './runs';
export { setTags } from './tags';
