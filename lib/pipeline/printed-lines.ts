import { StringDecoder } from 'node:string_decoder';
import type { LogLevel } from '@/lib/pipeline-runs/schema';
import type { TaskLine } from './task-messages';

/** Pino's numbers. */
const warnLevel = 40;
const errorLevel = 50;
const longest = 16_384;

/** What a task's process and its native libraries print, cut into lines of log. */
export class PrintedLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly onLine: (line: TaskLine) => void) {}

  take(chunk: Buffer): void {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = (lines.pop() ?? '').slice(-longest);
    for (const line of lines) this.say(line);
  }

  end(): void {
    this.say(this.rest + this.decoder.end());
    this.rest = '';
  }

  private say(line: string): void {
    const said = printedLine(line);
    if (said) this.onLine({ ...said, at: Date.now() });
  }
}

/** What a printed line says and how grave it is: one of our own logger's, of LightGBM's, of XGBoost's, or any other. */
export function printedLine(text: string): { level: LogLevel; message: string } | undefined {
  const line = text.trim();
  if (line === '') return undefined;
  const own = line.startsWith('{') ? ownLine(line) : undefined;
  if (own) return own;
  const grave = /\[Fatal\]|\bFATAL\b|^\s*Error\b|\bERROR:/.test(line);
  const warns = /\[Warning\]|\bWARNING:/i.test(line);
  return { level: grave ? 'error' : warns ? 'warn' : 'info', message: line };
}

function ownLine(line: string): { level: LogLevel; message: string } | undefined {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    if (typeof level !== 'number' || typeof msg !== 'string') return undefined;
    const message = typeof err?.message === 'string' && err.message !== msg ? `${msg}: ${err.message}` : msg;
    return { level: level >= errorLevel ? 'error' : level >= warnLevel ? 'warn' : 'info', message };
  } catch {
    // Not our logger's: told as it is.
    return undefined;
  }
}
