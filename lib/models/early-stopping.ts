/** Watches the validation metric (lower is better) and says when enough iterations have passed without a better one. */
export class EarlyStopping {
  private best = Number.POSITIVE_INFINITY;
  private bestIteration = -1;

  /** @param rounds iterations to wait for a better one; 0 never stops, and then every iteration is kept */
  constructor(private readonly rounds: number) {}

  /** Takes the metric after `iteration` (0-based); true when training is to stop. */
  observe(iteration: number, metric: number | undefined): boolean {
    if (this.rounds <= 0 || metric === undefined) return false;
    if (metric < this.best) {
      this.best = metric;
      this.bestIteration = iteration;
    }
    return iteration - this.bestIteration >= this.rounds;
  }

  /** Iterations to keep of `trained`: up to the best, or all where none was ever watched. */
  keep(trained: number): number {
    return this.bestIteration >= 0 ? this.bestIteration + 1 : trained;
  }
}
