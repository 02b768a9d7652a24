import { change, count, money, signedMoney } from '../format';
import { Tile, Tiles } from '../ui/tile';
import type { Pair } from './difference';

/** The totals: as planned, as changed, and what lies between. */
export function TotalTiles({ points, currency, edits }: { points: readonly Pair[]; currency: string; edits: number }) {
  const planned = points.reduce((sum, point) => sum + point.planned, 0);
  const mean = points.reduce((sum, point) => sum + point.mean, 0);
  const difference = mean - planned;
  const isNothing = Math.abs(difference) < 0.5;
  return (
    <Tiles label="Totals">
      <Tile label="As planned" value={money(planned, currency)} detail="The published forecast" />
      <Tile label="What-if" value={money(mean, currency)} detail={edits === 0 ? 'Nothing is changed' : `With ${count(edits, 'change')}`} />
      <Tile
        label="Difference"
        value={isNothing ? '–' : signedMoney(difference, currency)}
        detail={isNothing ? 'None' : planned === 0 ? 'Nothing was planned' : change(mean / planned - 1)}
      />
    </Tiles>
  );
}
