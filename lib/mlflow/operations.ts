import { artifactOperations } from './artifacts';
import { dispatcher } from './dispatch';
import { experimentOperations } from './experiments';
import { loggedModelOperations } from './logged-models';
import { loggingOperations } from './logging';
import { metricOperations } from './metrics';
import { modelVersionOperations } from './model-versions';
import type { Operation } from './operation';
import { registeredModelOperations } from './registered-models';
import { runOperations } from './runs';
import { serverInfoOperations } from './server-info';

/** Every operation of MLflow's REST API that Almanac answers. */
export const operations: Operation[] = [
  ...experimentOperations,
  ...runOperations,
  ...loggingOperations,
  ...metricOperations,
  ...artifactOperations,
  ...loggedModelOperations,
  ...registeredModelOperations,
  ...modelVersionOperations,
  ...serverInfoOperations,
];

/** Answers for them all, below `/api/2.0/mlflow` and `/api/3.0/mlflow`. */
export const mlflow = dispatcher(operations, /^\/api\/[23]\.0\/mlflow/);
