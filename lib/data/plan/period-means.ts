/** Which period each day lies in, and how many days each period has. Days that lie in none have a place below 0. */
export interface PeriodPlaces {
  places: Int32Array;
  days: Float64Array;
}

/** The mean of a daily covariate over the days of each period: how plans by the day become covariates by the week or month. */
export function periodMeans(daily: Float64Array, { places, days }: PeriodPlaces): Float64Array {
  const out = new Float64Array(days.length);
  for (let day = 0; day < daily.length; day++) {
    const at = places[day] as number;
    if (at >= 0) out[at] = (out[at] as number) + (daily[day] as number) / (days[at] as number);
  }
  return out;
}
