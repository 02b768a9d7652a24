import { existsSync } from 'node:fs';
import path from 'node:path';
import { AlmanacError } from '@/lib/errors';

/** The bundle of the predictor's program. @throws AlmanacError `unavailable` with the remedy where it was not built */
export function predictorEntry(): string {
  const entry = process.env.ALMANAC_PREDICTOR_ENTRY ?? path.resolve('dist', 'predictor.mjs');
  if (!existsSync(/* turbopackIgnore: true */ entry))
    throw new AlmanacError('unavailable', `The predictor's program ${entry} is missing; build it with \`npm run build\`.`);
  return entry;
}

/** Idle OpenMP threads must sleep, not spin: the site and the database share the machine. */
export function predictorEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, OMP_WAIT_POLICY: 'passive' };
}
