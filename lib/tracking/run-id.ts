import { createHash, randomBytes } from 'node:crypto';

/** The tracking run of one part of a pipeline run: always the same 32 hexadecimal digits, so that a repeated step finds its own run. */
export function runIdFor(pipelineRunId: string, part: string): string {
  return createHash('sha256').update(`${pipelineRunId}/${part}`).digest('hex').slice(0, 32);
}

/** A run id that no other run has. */
export function newRunId(): string {
  return randomBytes(16).toString('hex');
}

/** The logged model that a run leaves under a name: `m-` and 32 hexadecimal digits, the same for the same run and name. */
export function loggedModelIdFor(runId: string, name: string): string {
  return `m-${runIdFor(runId, name)}`;
}
