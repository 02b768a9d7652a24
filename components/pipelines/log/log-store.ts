import type { LogLine } from '@/lib/pipeline-runs/history-schema';

const tellMilliseconds = 50;

/** Lines of a run's log in their order, each once, whether they were read or came by the stream. Tells of new ones in bursts. */
export class LogStore {
  private lines: LogLine[] = [];
  private pending: LogLine[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  /** The id of the newest line. */
  get last(): string | undefined {
    return this.lines.at(-1)?.id;
  }

  readonly snapshot = (): LogLine[] => this.lines;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes a line that came by the stream. */
  readonly push = (line: LogLine): void => {
    this.pending.push(line);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.add(this.pending.splice(0));
    }, tellMilliseconds);
  };

  /** Takes lines in any order, known ones too. */
  add(more: readonly LogLine[]): void {
    const merged = mergeLines(this.lines, more);
    if (merged === this.lines) return;
    this.lines = merged;
    for (const listener of this.listeners) listener();
  }
}

/** Both in the order of their ids, each id once; the first itself where the second brings nothing new. */
export function mergeLines(lines: LogLine[], more: readonly LogLine[]): LogLine[] {
  const inOrder = (a: LogLine, b: LogLine) => Number(a.id) - Number(b.id);
  const last = Number(lines.at(-1)?.id ?? 0);
  const known = more.every(({ id }) => Number(id) > last) ? undefined : new Set(lines.map(({ id }) => id));
  const fresh = [...new Map(more.filter(({ id }) => !known?.has(id)).map((line) => [line.id, line])).values()].sort(inOrder);
  if (fresh.length === 0) return lines;
  const merged = [...lines, ...fresh];
  return Number(fresh[0]?.id) > last ? merged : merged.sort(inOrder);
}
