import { compactMoney, figure, money } from '../../format';

/** How the target's figures are written: as money where the currency is known, else as figures. */
export interface Amounts {
  exact: (value: number | null | undefined) => string;
  /** For axes. */
  short: (value: number | null | undefined) => string;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export function amountsIn(currency: string | null): Amounts {
  if (currency !== null) return { exact: (value) => money(value, currency), short: (value) => compactMoney(value, currency) };
  return {
    exact: figure,
    short: (value) => (typeof value === 'number' && Math.abs(value) >= 1000 ? compact.format(value) : figure(value)),
  };
}
