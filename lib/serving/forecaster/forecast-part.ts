import { plannedClosures } from '@/lib/models/closures';
import { combine } from '@/lib/pipeline/ensemble';
import type { LoadedForecaster, ServedMember } from './loaded-forecaster';
import type { PanelPart } from './panel-part';
import { invertAll, type PartTransforms } from './whole-transforms';

/** One member's forecasts of a part. */
export interface MemberForecast {
  member: ServedMember;
  /** In the target's units. */
  values: Float64Array;
  /** Of a boosted member: what it forecast of the transformed target, and how that is turned back. */
  inner?: { values: Float64Array; transforms: PartTransforms };
}

/** Forecasts of a part, `[series * horizon + step - 1]`. */
export interface PartForecast {
  part: PanelPart;
  horizon: number;
  members: MemberForecast[];
  /** The members weighed, before closures and reconciliation. */
  combined: Float64Array;
  mean: Float64Array;
  /** 1 where the series is wholly closed; undefined where nothing tells of closures. */
  closed: Uint8Array | undefined;
}

/**
 * Forecasts some series as the run that published did: the boosters anew, from the part's covariates as they now are; the
 * statistical members, which read none, as published.
 */
export function forecastPart(loaded: LoadedForecaster, part: PanelPart, horizon: number): PartForecast {
  const members = loaded.members.map((member) => forecastMember(member, part, loaded.ref.horizon, horizon));
  const combined = combine(
    members.map(({ values }) => values),
    members.map(({ member }) => member.name),
    loaded.state.weights,
    horizon,
  );
  const closed = plannedClosures(part.panel, part.panel.origin, horizon);
  return { part, horizon, members, combined, closed, mean: finished(loaded, part, horizon, combined, closed) };
}

function forecastMember(member: ServedMember, part: PanelPart, published: number, horizon: number): MemberForecast {
  if (!member.boosted) return { member, values: stepsOf(member.published as Float64Array, part.series, published, horizon) };
  const { fitted, transforms: whole } = member.boosted;
  const transforms = whole.on(part, horizon);
  const inner = fitted.forecast(transforms.panel, part.panel.origin, horizon).values;
  const values = inner.slice();
  invertAll(transforms, values, horizon);
  return { member, values, inner: { values: inner, transforms } };
}

/** The first steps of some series, out of forecasts of all of them. */
export function stepsOf(all: Float64Array, series: Int32Array, published: number, horizon: number): Float64Array {
  const out = new Float64Array(series.length * horizon);
  series.forEach((own, k) => {
    out.set(all.subarray(own * published, own * published + horizon), k * horizon);
  });
  return out;
}

/** Closures and reconciliation, as they were published: a store that is closed only now sells nothing whatever was reconciled. */
function finished(
  loaded: LoadedForecaster,
  part: PanelPart,
  horizon: number,
  combined: Float64Array,
  closed: Uint8Array | undefined,
): Float64Array {
  const adjustment = loaded.adjustment && stepsOf(loaded.adjustment, part.series, loaded.ref.horizon, horizon);
  return combined.map((value, k) => {
    const open = closed?.[k] ? 0 : value;
    if (!adjustment) return open;
    const asPlanned = loaded.plannedClosures?.[(part.series[Math.floor(k / horizon)] as number) * loaded.ref.horizon + (k % horizon)];
    if (closed?.[k] && !asPlanned) return 0;
    const adjusted = open + (adjustment[k] as number);
    return loaded.nonNegative ? Math.max(0, adjusted) : adjusted;
  });
}
