/** How a component of an ETS model joins the others: none, added, multiplied. */
export const componentCodes = { N: 0, A: 1, M: 2 } as const;

export type Component = keyof typeof componentCodes;

/** An ETS model of the taxonomy of Hyndman, Koehler, Ord & Snyder (2008), such as ETS(M,Ad,M). */
export interface EtsComponents {
  error: 'A' | 'M';
  trend: Component;
  /** The growth fades with the horizon; only with a trend. */
  damped: boolean;
  season: Component;
}

/** Notation of the literature: `ETS(A,Ad,N)`. */
export function etsName({ error, trend, damped, season }: EtsComponents): string {
  return `ETS(${error},${trend}${damped ? 'd' : ''},${season})`;
}

/** Weights of an ETS model; those of absent components are 0, and `phi` is 1 where the trend is not damped. */
export interface EtsWeights {
  /** Of an error in the level. */
  alpha: number;
  /** Of an error in the growth. */
  beta: number;
  /** Of an error in the season. */
  gamma: number;
  /** What each period leaves of the growth. */
  phi: number;
}
