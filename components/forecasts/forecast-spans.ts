import type { Frequency } from '../charts/forecast-series';

/** Spans of history that a chart offers, in days; `all` is every day. The second is shown where none is chosen. */
export const spans: Record<Frequency, { value: string; label: string }[]> = {
  day: [
    { value: '56', label: '8 weeks' },
    { value: '112', label: '16 weeks' },
    { value: '364', label: '1 year' },
    { value: 'all', label: 'All' },
  ],
  week: [
    { value: '182', label: '6 months' },
    { value: '364', label: '1 year' },
    { value: '728', label: '2 years' },
    { value: 'all', label: 'All' },
  ],
  month: [
    { value: '365', label: '1 year' },
    { value: '1095', label: '3 years' },
    { value: '1826', label: '5 years' },
    { value: 'all', label: 'All' },
  ],
};

/** The span that an address names, or the usual one. */
export function spanOf(asked: string | null, frequency: Frequency): string {
  const offered = spans[frequency];
  return (offered.find(({ value }) => value === asked) ?? offered[1])?.value ?? 'all';
}

/** How long before another an origin is, as people say it: `4 weeks before`, `2 months before`. */
export function howLongBefore(days: number): string {
  if (days < 7 || (days % 7 !== 0 && days < 28)) return `${days} ${days === 1 ? 'day' : 'days'} before`;
  if (days % 7 === 0 && days <= 182) return `${days / 7} ${days === 7 ? 'week' : 'weeks'} before`;
  const months = Math.round(days / 30.44);
  return `${months} ${months === 1 ? 'month' : 'months'} before`;
}
