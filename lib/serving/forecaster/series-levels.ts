import { parseSeriesId, seriesId } from '@/lib/datasets/series-id';
import { AlmanacError } from '@/lib/errors';
import type { Panel } from '@/lib/features/panel';
import { aggregatePanel, grouping } from '@/lib/pipeline/aggregates';

/** The series of one level, and what they are sums of. */
export interface SeriesLevel {
  level: string;
  ids: string[];
  indexOf: ReadonlyMap<string, number>;
  /** Modelled series of each series: `parts[indptr[i]]` to `parts[indptr[i + 1] - 1]`, ascending. */
  indptr: Int32Array;
  parts: Int32Array;
  /** Targets summed: what intervals are scaled by. Of the modelled level, the panel itself. */
  summed: Panel;
}

/** The series of each level of a published forecast, put together when a level is first asked for. */
export class SeriesLevels {
  readonly #made = new Map<string, SeriesLevel>();

  /** @param names the levels that were published, the modelled one among them */
  constructor(
    private readonly panel: Panel,
    private readonly dataset: string,
    private readonly modelled: string,
    readonly names: string[],
  ) {}

  get bytes(): number {
    return [...this.#made.values()].reduce((sum, { summed }) => sum + (summed === this.panel ? 0 : 12 * summed.ds.length), 0);
  }

  /** @throws AlmanacError `not_found` naming the levels there are */
  of(level: string): SeriesLevel {
    const known = this.#made.get(level);
    if (known) return known;
    if (!this.names.includes(level)) {
      const message = `has no level ${level} in its latest forecast, which has ${this.names.join(', ')}`;
      throw new AlmanacError('not_found', `${this.dataset} ${message}.`, [{ path: 'level', message }]);
    }
    const made = level === this.modelled ? this.own() : this.aggregate(level);
    this.#made.set(level, made);
    return made;
  }

  /**
   * The series that a text names: by a whole id, or by key values of `level` as they are or as they stand in an id.
   * @returns undefined where there is none
   */
  find(text: string, level: string): { level: SeriesLevel; index: number } | undefined {
    const prefix = `${this.dataset}:`;
    const own = text.startsWith(prefix) ? levelOfId(text) : undefined;
    const at = own === undefined ? level : own;
    if (!this.names.includes(at)) return undefined;
    const found = this.of(at);
    const candidates = own === undefined ? [`${prefix}${at}:${text}`, `${prefix}${at}:${encoded(text)}`, `${prefix}${text}`] : [text];
    for (const id of candidates) {
      const index = found.indexOf.get(id);
      if (index !== undefined) return { level: found, index };
    }
    return undefined;
  }

  private own(): SeriesLevel {
    const level = this.modelled;
    const n = this.panel.ids.length;
    const ids = this.panel.keys.map((keys) => seriesId(this.dataset, level, keys));
    const one = Int32Array.from({ length: n + 1 }, (_, k) => k);
    return { level, ids, indexOf: indexOf(ids), indptr: one, parts: one.subarray(0, n), summed: this.panel };
  }

  private aggregate(level: string): SeriesLevel {
    const group = grouping(this.panel, level);
    const ids = group.keys.map((keys) => seriesId(this.dataset, level, keys));
    const indptr = new Int32Array(ids.length + 1);
    for (const own of group.of) indptr[own + 1]! += 1;
    for (let k = 0; k < ids.length; k++) indptr[k + 1]! += indptr[k] as number;
    const next = indptr.slice();
    const parts = new Int32Array(group.of.length);
    group.of.forEach((own, series) => {
      parts[next[own] as number] = series;
      next[own]! += 1;
    });
    return { level, ids, indexOf: indexOf(ids), indptr, parts, summed: aggregatePanel(this.panel, group) };
  }
}

function indexOf(ids: string[]): Map<string, number> {
  return new Map(ids.map((id, index) => [id, index]));
}

function levelOfId(text: string): string | undefined {
  try {
    return parseSeriesId(text).level;
  } catch (error) {
    if (error instanceof AlmanacError || error instanceof URIError) return undefined;
    throw error;
  }
}

function encoded(text: string): string {
  // Halves of surrogate pairs have no percent-encoding, and no key holds any.
  return /\p{Surrogate}/u.test(text) ? text : text.split('/').map(encodeURIComponent).join('/');
}
