/** Something that can be raised and waited for by many. */
export class Signal {
  /** How often it was raised. */
  count = 0;
  private readonly waiting = new Set<() => void>();

  raise(): void {
    this.count++;
    for (const resolve of this.waiting) resolve();
  }

  /**
   * Resolves after so many milliseconds, when `stop` aborts, or when the signal is raised; at once if it was raised since `seen`.
   * @param seen `count` as it was before looking for work; undefined to ignore the signal.
   */
  wait(milliseconds: number, seen: number | undefined, stop: AbortSignal): Promise<void> {
    if (stop.aborted && milliseconds > 100) return Promise.resolve();
    if (seen !== undefined && seen !== this.count) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        stop.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      stop.addEventListener('abort', done, { once: true });
      if (seen !== undefined) this.waiting.add(done);
    });
  }
}
