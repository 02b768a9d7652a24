import { Dictionary, PairDictionary } from './dictionary';

/** Most series of a dataset: beyond it, something other than a series was taken for one. */
export const mostSeries = 1_000_000;

/** The series of a source: which keys they have, and which bucket their rows go to. */
export class SeriesTable {
  readonly dictionaries: Dictionary[];
  /** One for each key but the first: pairs of what is before and the key's own code. */
  readonly #pairs: PairDictionary[];
  readonly #buckets: number;
  readonly #bucketOf: number[] = [];
  #lastCodes: Int32Array;
  #last = -1;

  constructor(keys: number, buckets: number) {
    this.dictionaries = Array.from({ length: keys }, () => new Dictionary());
    this.#pairs = Array.from({ length: Math.max(0, keys - 1) }, () => new PairDictionary());
    this.#buckets = buckets;
    this.#lastCodes = new Int32Array(keys).fill(-1);
  }

  get size(): number {
    return this.#bucketOf.length;
  }

  /** The number of the series that has these codes of its keys. */
  seriesOf(codes: Int32Array): number {
    let same = this.#last >= 0;
    for (let k = 0; same && k < codes.length; k++) same = codes[k] === this.#lastCodes[k];
    if (same) return this.#last;
    let series = codes[0] ?? 0;
    for (const [k, pairs] of this.#pairs.entries()) series = pairs.code(series, codes[k + 1] as number);
    this.#bucketOf[series] ??= this.#bucket(codes);
    this.#lastCodes.set(codes);
    this.#last = series;
    return series;
  }

  bucketOf(series: number): number {
    return this.#bucketOf[series] as number;
  }

  /** Codes of a series' keys, in order. */
  codesOf(series: number): number[] {
    const codes: number[] = [];
    let at = series;
    for (let k = this.#pairs.length - 1; k >= 0; k--) {
      const pairs = this.#pairs[k] as PairDictionary;
      codes.unshift(pairs.second[at] as number);
      at = pairs.first[at] as number;
    }
    if (this.dictionaries.length > 0) codes.unshift(at);
    return codes;
  }

  keysOf(series: number): string[] {
    return this.codesOf(series).map((code, k) => (this.dictionaries[k] as Dictionary).texts[code] as string);
  }

  /** Each series' place in the order of its keys, by their UTF-8 bytes, as sorted files have them. */
  ranks(): Int32Array {
    const places = this.dictionaries.map(({ texts }) => {
      const bytes = texts.map((text) => Buffer.from(text));
      const order = texts.map((_, i) => i).sort((a, b) => Buffer.compare(bytes[a] as Buffer, bytes[b] as Buffer));
      const place = new Int32Array(texts.length);
      for (const [at, code] of order.entries()) place[code] = at;
      return place;
    });
    const codes = Array.from({ length: this.size }, (_, series) => this.codesOf(series));
    const order = codes.map((_, i) => i);
    order.sort((a, b) => {
      for (const [k, place] of places.entries()) {
        const difference = (place[codes[a]?.[k] as number] as number) - (place[codes[b]?.[k] as number] as number);
        if (difference !== 0) return difference;
      }
      return 0;
    });
    const ranks = new Int32Array(this.size);
    for (const [at, series] of order.entries()) ranks[series] = at;
    return ranks;
  }

  /** By the keys' texts, so that a series is in the same bucket in every version. */
  #bucket(codes: Int32Array): number {
    if (this.#buckets === 1) return 0;
    let hash = 0x811c9dc5;
    for (const [k, code] of codes.entries()) {
      const text = (this.dictionaries[k] as Dictionary).texts[code] as string;
      for (let i = 0; i <= text.length; i++) hash = Math.imul(hash ^ (i < text.length ? text.charCodeAt(i) : 0), 0x01000193);
    }
    return (hash >>> 0) % this.#buckets;
  }
}
