import type { PanelMeta } from '@/lib/data/panel-file';
import type { Panel } from '@/lib/features/panel';
import { driverOfCovariate } from '../explanation/drivers';

/** Least and greatest value of one covariate, in the past and as planned: of each series, and of all; infinite where there is none. */
interface Seen {
  min: Float64Array;
  max: Float64Array;
  least: number;
  greatest: number;
}

/** How many times the span of what was seen a value may lie beyond it before its reader is warned. */
const farSpans = 10;
/** Shares are sums of parts: they meet 0 and 1 but for rounding. */
const rounding = 1e-9;

/** What values covariates may have, and which they have had. */
export class CovariateRanges {
  readonly #seen = new Map<string, Seen>();

  constructor(
    private readonly panel: Panel,
    private readonly meta: Pick<PanelMeta, 'units' | 'price' | 'promotion'>,
  ) {}

  /** Why a covariate cannot have a value; undefined where it can. */
  whyNot(name: string, value: number): string | undefined {
    // Boosters hold single-precision floats: XGBoost refuses what is infinite there.
    if (!Number.isFinite(Math.fround(value))) return 'must be a number within 3.4e38 of zero, which is all that the models can hold';
    if (this.isShare(name) && (value < -rounding || value > 1 + rounding)) return `must lie within 0 to 1: it is ${this.shareOf(name)}`;
    if (value <= 0 && this.isPrice(name)) return 'must be above 0: it is a price';
    return undefined;
  }

  /**
   * What a series has seen of a covariate where a value is far from that: beyond it by more than ten times its span, or, of a flag or
   * a share, outside 0 to 1. A series that has seen but one value is judged by all series' span.
   */
  farFrom(name: string, series: number, value: number): { min: number; max: number } | undefined {
    const { min: mins, max: maxes, least, greatest } = this.seen(name);
    const own = { min: mins[series] as number, max: maxes[series] as number };
    const seen = own.min <= own.max ? own : { min: least, max: greatest };
    if (!(seen.min <= seen.max)) return undefined;
    if (least >= 0 && greatest <= 1 && (value < -rounding || value > 1 + rounding)) return seen;
    const span = seen.max - seen.min || greatest - least || Math.abs(seen.max);
    return value < seen.min - farSpans * span || value > seen.max + farSpans * span ? seen : undefined;
  }

  /** By its unit, where the data tell one; else by its name or role, unless what was seen of it says otherwise (percent, counts). */
  private isShare(name: string): boolean {
    if (/\bshare\b/.test(this.meta.units[name] ?? '')) return true;
    if (!/(^|_)(share|discount)(_|$)/.test(name) && name !== this.meta.promotion) return false;
    const { least, greatest } = this.seen(name);
    return least >= -rounding && greatest <= 1 + rounding;
  }

  private shareOf(name: string): string {
    const unit = this.meta.units[name] ?? '';
    return /^share\b/.test(unit) ? `the ${unit}` : 'a share';
  }

  private isPrice(name: string): boolean {
    return (
      driverOfCovariate(name, { price: this.meta.price ?? null, promotion: this.meta.promotion ?? null }) === 'price' &&
      this.seen(name).least > 0
    );
  }

  private seen(name: string): Seen {
    const present = this.#seen.get(name);
    if (present) return present;
    const { indptr, ids, known } = this.panel;
    const values = known[name] ?? new Float64Array(0);
    const min = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
    const max = new Float64Array(ids.length).fill(Number.NEGATIVE_INFINITY);
    for (let series = 0; series < ids.length; series++) {
      for (let row = indptr[series] as number; row < (indptr[series + 1] as number); row++) {
        const value = values[row] as number;
        // Blanks compare with nothing.
        if (value < (min[series] as number)) min[series] = value;
        if (value > (max[series] as number)) max[series] = value;
      }
    }
    const least = min.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const greatest = max.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const made = { min, max, least, greatest };
    this.#seen.set(name, made);
    return made;
  }
}
