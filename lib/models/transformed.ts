import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { type FittedForecaster, type Forecaster, rowsAt, type SeriesForecasts } from './forecaster';
import { fitTransform } from './transforms/fit-transform';
import type { FittedTransform, TransformSpec } from './transforms/transform';

/**
 * A forecaster that learns on a transformed target. Transforms apply one after the other and are learnt anew from the history at
 * each origin, so that a model that was fitted earlier still forecasts from today's levels and seasons.
 */
export class TransformedForecaster<Fitted extends FittedForecaster, Options = undefined> implements Forecaster {
  constructor(
    private readonly inner: { readonly name: string; fit(panel: Panel, origin: number, options?: Options): Fitted },
    private readonly specs: readonly TransformSpec[],
    private readonly calendar: HolidayCalendar,
  ) {}

  get name(): string {
    return this.inner.name;
  }

  fit(panel: Panel, origin: number, options?: Options): FittedTransformed<Fitted> {
    const chain = TransformChain.fit(this.specs, panel, origin, this.calendar);
    return new FittedTransformed(this.inner.fit(chain.panel, origin, options), this.specs, this.calendar, chain);
  }
}

export class FittedTransformed<Fitted extends FittedForecaster> implements FittedForecaster {
  constructor(
    readonly inner: Fitted,
    private readonly specs: readonly TransformSpec[],
    private readonly calendar: HolidayCalendar,
    private chain?: TransformChain,
  ) {}

  /** The panel with the target that was learnt; undefined of a model that was brought back from its files. */
  get learnt(): Panel | undefined {
    return this.chain?.panel;
  }

  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    if (!this.chain?.isOf(panel, origin)) this.chain = TransformChain.fit(this.specs, panel, origin, this.calendar);
    const { values } = this.inner.forecast(this.chain.panel, origin, horizon);
    this.chain.invert(values, horizon);
    return { horizon, values };
  }

  [Symbol.dispose](): void {
    this.inner[Symbol.dispose]();
  }
}

/** Transforms that were fitted one on the other's target. One that the target does not allow is left out. */
class TransformChain {
  private constructor(
    private readonly source: Panel,
    private readonly origin: number,
    /** The panel with the transformed target. */
    readonly panel: Panel,
    private readonly fitted: readonly FittedTransform[],
    private readonly nonNegative: boolean,
  ) {}

  static fit(specs: readonly TransformSpec[], source: Panel, origin: number, calendar: HolidayCalendar): TransformChain {
    let panel = source;
    const fitted: FittedTransform[] = [];
    for (const spec of specs) {
      const transform = fitTransform(spec, panel, origin, calendar);
      if (!transform) continue;
      fitted.push(transform);
      panel = { ...panel, y: transform.target };
    }
    return new TransformChain(source, origin, panel, fitted, fitted.length > 0 && neverNegative(source, origin));
  }

  isOf(panel: Panel, origin: number): boolean {
    return panel === this.source && origin === this.origin;
  }

  invert(values: Float64Array, horizon: number): void {
    for (const transform of this.fitted.toReversed()) transform.invert(values, horizon);
    if (this.nonNegative) for (let k = 0; k < values.length; k++) values[k] = Math.max(0, values[k] as number);
  }
}

function neverNegative(panel: Panel, origin: number): boolean {
  const anchors = rowsAt(panel, origin);
  for (let series = 0; series < panel.ids.length; series++) {
    for (let row = panel.indptr[series] as number; row <= (anchors[series] as number); row++)
      if ((panel.y[row] as number) < 0) return false;
  }
  return true;
}
