import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '@/lib/models/forecaster';
import type { Profile } from '@/lib/models/profile/profile';
import { fitTransform } from '@/lib/models/transforms/fit-transform';
import type { FittedTransform, TransformSpec } from '@/lib/models/transforms/transform';
import type { PanelPart } from './panel-part';

/** One transform as it was fitted on the whole panel. */
interface Stage {
  spec: TransformSpec;
  /** The whole panel's target before it, and after it. */
  before: Float64Array;
  after: Float64Array;
  /** Present where it divides by a profile, which only all series together tell. */
  profile?: Profile;
}

/** One transform on a part of the panel. */
export interface PartStage extends Pick<FittedTransform, 'invert'> {
  spec: TransformSpec;
  /** What a profile multiplies each forecast by, `[series * horizon + step - 1]`: in all, and for holidays alone. */
  factors?: { all: Float64Array; holidays: Float64Array };
}

/** A member's transforms, ready to go back from forecasts of some series. */
export interface PartTransforms {
  /** The part with the transformed target. */
  panel: Panel;
  stages: PartStage[];
  /** Sales were never negative, so no forecast is. */
  nonNegative: boolean;
}

/**
 * A member's transforms, fitted once on the whole panel: seasons and holidays are learnt from all series together, so that a part
 * fitted by itself would forecast otherwise than was published. Those that treat each series by itself are fitted on the part,
 * which comes to the same.
 */
export class WholeTransforms {
  private constructor(
    private readonly stages: Stage[],
    private readonly calendar: HolidayCalendar,
    private readonly nonNegative: boolean,
  ) {}

  static fit(specs: readonly TransformSpec[], whole: Panel, calendar: HolidayCalendar): WholeTransforms {
    const stages: Stage[] = [];
    let { y } = whole;
    for (const spec of specs) {
      const fitted = fitTransform(spec, { ...whole, y }, whole.origin, calendar);
      // One that the target does not allow was left out of training too.
      if (!fitted) continue;
      stages.push({ spec, before: y, after: fitted.target, profile: fitted.profile });
      y = fitted.target;
    }
    return new WholeTransforms(stages, calendar, stages.length > 0 && neverNegative(whole));
  }

  /** The profile of the target itself, where the first transform divides by it. */
  get profile(): Profile | undefined {
    return this.stages[0]?.profile;
  }

  /** Bytes that the transformed targets and profiles hold. */
  get bytes(): number {
    return this.stages.reduce((sum, { after, profile }) => sum + after.byteLength * (profile ? 3 : 1), 0);
  }

  on(part: PanelPart, horizon: number): PartTransforms {
    const { origin } = part.panel;
    const stages = this.stages.map(({ spec, before, profile }): PartStage => {
      if (profile) {
        const all = factorsOf(part, spec.kind === 'holidays' ? profile.holidayFactor : profile.factor, horizon);
        const holidays = factorsOf(part, profile.holidayFactor, horizon);
        return { spec, factors: { all, holidays }, invert: (values) => multiply(values, all) };
      }
      const own = fitTransform(spec, { ...part.panel, y: part.take(before) }, origin, this.calendar);
      if (!own) throw new Error(`The transform ${spec.kind} fits the whole panel but not a part of it.`);
      return { spec, invert: own.invert };
    });
    const last = this.stages.at(-1);
    return { panel: last ? { ...part.panel, y: part.take(last.after) } : part.panel, stages, nonNegative: this.nonNegative };
  }
}

/** Turns forecasts of the transformed target into forecasts of the target, in place. */
export function invertAll({ stages, nonNegative }: PartTransforms, values: Float64Array, horizon: number): void {
  for (const stage of stages.toReversed()) stage.invert(values, horizon);
  if (nonNegative) for (let k = 0; k < values.length; k++) values[k] = Math.max(0, values[k] as number);
}

/** A profile's factors at the forecast rows of a part. */
export function factorsOf(part: PanelPart, factor: Float64Array, horizon: number): Float64Array {
  const own = part.take(factor);
  const anchors = rowsAt(part.panel, part.panel.origin);
  return Float64Array.from(
    { length: anchors.length * horizon },
    (_, k) => own[(anchors[Math.floor(k / horizon)] as number) + 1 + (k % horizon)] as number,
  );
}

function multiply(values: Float64Array, factors: Float64Array): void {
  for (let k = 0; k < values.length; k++) values[k] = (values[k] as number) * (factors[k] as number);
}

function neverNegative(panel: Panel): boolean {
  const anchors = rowsAt(panel, panel.origin);
  for (let series = 0; series < panel.ids.length; series++) {
    for (let row = panel.indptr[series] as number; row <= (anchors[series] as number); row++)
      if ((panel.y[row] as number) < 0) return false;
  }
  return true;
}
