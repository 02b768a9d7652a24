import { type StepName, stepNames } from './schema';

const trainings = stepNames.filter((name) => name.startsWith('train-') && name !== 'train-ensemble');

/** Which step comes directly after which: as the durable function runs them. */
export const stepEdges: readonly { from: StepName; to: StepName }[] = [
  { from: 'extract', to: 'validate' },
  ...trainings.flatMap((name) => [
    { from: 'validate' as const, to: name },
    { from: name, to: 'train-ensemble' as const },
  ]),
  { from: 'train-ensemble', to: 'evaluate' },
  { from: 'evaluate', to: 'register' },
  { from: 'register', to: 'forecast' },
  { from: 'forecast', to: 'report' },
];
