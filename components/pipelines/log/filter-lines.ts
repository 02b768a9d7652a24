import type { LogFilter, LogLine } from '@/lib/pipeline-runs/history-schema';

const gravity = { info: 0, warn: 1, error: 2 } as const;

/** The lines that a filter leaves, as the server's own filter would. */
export function filterLines(lines: LogLine[], { level, step, q }: LogFilter): LogLine[] {
  if (!level && !step && !q) return lines;
  const text = q?.toLowerCase();
  const least = level ? gravity[level] : 0;
  return lines.filter(
    (line) => gravity[line.level] >= least && (!step || line.step === step) && (!text || line.message.toLowerCase().includes(text)),
  );
}

/** A text cut where the searched words stand, whatever their case; every second piece is a find. */
export function cutAtFinds(text: string, q: string | undefined): string[] {
  if (!q) return [text];
  return text.split(new RegExp(`(${q.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`, 'gi'));
}
