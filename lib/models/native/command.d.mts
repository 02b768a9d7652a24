export interface CommandResult {
  ok: boolean;
  code: number;
  /** The last 64 kB of both streams. */
  output: string;
  timedOut: boolean;
}
export function run(
  program: string,
  args: string[],
  options?: { cwd?: string; timeoutSeconds?: number; environment?: Record<string, string> },
): Promise<CommandResult>;
export function lastLine(result: Pick<CommandResult, 'output' | 'timedOut'>): string;
