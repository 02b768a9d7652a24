import { seriesColorCount } from '../../charts/colors';
import { dashOf } from './compared';

/** A run's colour in every picture of the page, and how its lines are drawn. */
export function RunMark({ place }: { place: number }) {
  const color = `var(--color-series-${(place % seriesColorCount) + 1})`;
  return (
    <span aria-hidden className="inline-block w-3.5 shrink-0 border-t-[3px]" style={{ borderColor: color, borderStyle: dashOf(place) }} />
  );
}
