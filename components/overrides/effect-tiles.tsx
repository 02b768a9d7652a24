import { change, count, money, signedMoney } from '../format';
import { Tile, Tiles } from '../ui/tile';
import type { DraftTotals } from './draft';

/** What overrides come to: of the model, in force, and with what is typed. */
export function EffectTiles({
  totals,
  currency,
  drafted,
  frequency,
}: {
  totals: DraftTotals;
  currency: string;
  drafted: number;
  frequency: string;
}) {
  const { model, present, next } = totals;
  const against = (value: number, base: number) =>
    Math.abs(value - base) < 0.5
      ? 'As before'
      : `${signedMoney(value - base, currency)}${base === 0 ? '' : `, ${change(value / base - 1)}`}`;
  return (
    <Tiles label="Effect on the total">
      <Tile label="Model" value={money(model, currency)} detail="Stays what it is" />
      <Tile
        label="Plan in force"
        value={money(present, currency)}
        detail={Math.abs(present - model) < 0.5 ? 'No override in force' : `${against(present, model)} to the model`}
      />
      <Tile
        label="With your changes"
        value={money(next, currency)}
        detail={drafted === 0 ? 'Nothing typed yet' : `${count(drafted, frequency)}: ${against(next, present)}`}
      />
    </Tiles>
  );
}
