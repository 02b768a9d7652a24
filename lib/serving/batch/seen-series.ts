/** Most names kept of which it is not known whether they are of a series, and the longest of them: there is no end to such names. */
const mostUnsure = 20_000;
const longest = 500;

/** The series that a batch has had rows of, so that those whose rows do not stand together are told. */
export class SeenSeries {
  readonly #real = new Set<string>();
  /** Names that are no series, or of rows that could not be read: the latest of them. */
  readonly #unsure = new Set<string>();

  has(series: string): boolean {
    return this.#real.has(series) || this.#unsure.has(series);
  }

  add(series: string): void {
    if (series.length > longest || this.#real.has(series)) return;
    this.#unsure.add(series);
    if (this.#unsure.size <= mostUnsure) return;
    for (const oldest of this.#unsure) {
      this.#unsure.delete(oldest);
      break;
    }
  }

  /** It is a series, of which there are only so many. */
  confirm(series: string): void {
    this.#unsure.delete(series);
    this.#real.add(series);
  }
}
