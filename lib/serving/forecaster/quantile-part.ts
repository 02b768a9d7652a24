import type { IntervalBounds } from '@/lib/evaluation/intervals/interval-model';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import type { FittedBoosted } from '@/lib/models/boosted';
import { restoreTail } from '@/lib/pipeline/quantile-files';
import type { QuantileState } from '@/lib/pipeline/quantile-intervals';
import type { PanelPart } from './panel-part';
import { invertAll, WholeTransforms } from './whole-transforms';

/** The quantile models of a published forecast, for any of its series. Holds native memory: dispose of it. */
export class ServedQuantiles implements Disposable {
  private constructor(
    readonly state: QuantileState,
    private readonly tails: FittedBoosted[],
    readonly transforms: WholeTransforms,
  ) {}

  /** @param shared transforms of members that were fitted on the panel, by their specification as JSON */
  static async load(
    state: QuantileState,
    panel: Panel,
    calendar: HolidayCalendar,
    shared: ReadonlyMap<string, WholeTransforms>,
  ): Promise<ServedQuantiles> {
    // All tails learn on the same transformed target.
    const specs = state.tails[0]?.config.transforms ?? [];
    const transforms = shared.get(JSON.stringify(specs)) ?? WholeTransforms.fit(specs, panel, calendar);
    const tails: FittedBoosted[] = [];
    try {
      for (const tail of state.tails) tails.push(await restoreTail(state.uri, tail));
    } catch (error) {
      for (const fitted of tails) fitted[Symbol.dispose]();
      throw error;
    }
    for (const fitted of tails) fitted.builder.on(panel);
    return new ServedQuantiles(state, tails, transforms);
  }

  /** Quantiles of a part from its covariates as they now are, by level: `[series * horizon + step - 1]`. */
  on(part: PanelPart, horizon: number): IntervalBounds {
    const transforms = this.transforms.on(part, horizon);
    const columns = this.tails.map((fitted) => {
      const { values } = fitted.forecast(transforms.panel, part.panel.origin, horizon);
      invertAll(transforms, values, horizon);
      return values;
    });
    return { lower: columns.filter((_, k) => k % 2 === 0), upper: columns.filter((_, k) => k % 2 === 1) };
  }

  [Symbol.dispose](): void {
    for (const fitted of this.tails) fitted[Symbol.dispose]();
  }
}
