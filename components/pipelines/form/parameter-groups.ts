import type { ParameterName } from '../parameter-fields';

export interface ParameterGroup {
  title: string;
  names: ParameterName[];
}

/** What is asked for, in the order in which people think of it. */
export const parameterGroups: ParameterGroup[] = [
  { title: 'Basics', names: ['dataset', 'level', 'frequency', 'horizon', 'dataStartDate', 'dataEndDate'] },
  { title: 'Models', names: ['models', 'strategies', 'targetTransforms', 'objective', 'tuningTrials', 'bagging'] },
  { title: 'Evaluation', names: ['backtestOrigins', 'backtestStep', 'backtestRefit', 'intervals', 'reconciliation'] },
];

/** What few change; closed until asked for. */
export const advancedGroup: ParameterGroup = {
  title: 'Advanced settings',
  names: ['datasetVersion', 'maxFilesToProcess', 'validationSampleSize', 'enableModelRegistration', 'monotonePrice', 'seed'],
};
