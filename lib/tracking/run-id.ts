import { createHash } from 'node:crypto';

/** The tracking run of one part of a pipeline run: always the same 32 hexadecimal digits, so that a repeated step finds its own run. */
export function runIdFor(pipelineRunId: string, part: string): string {
  return createHash('sha256').update(`${pipelineRunId}/${part}`).digest('hex').slice(0, 32);
}
