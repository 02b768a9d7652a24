export { accuracyBySteps } from './accuracy';
export { exportCsv } from './export-csv';
export { readHierarchy } from './hierarchy';
export { listModelForecasts } from './models';
export { listVintages } from './vintages';
