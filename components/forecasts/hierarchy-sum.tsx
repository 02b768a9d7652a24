import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Hierarchy } from '@/lib/series-forecasts/schema';
import { money } from '../format';
import { levelLabel } from './series-label';

/** Rounding of sums of many doubles, in the smallest units of money. */
const tolerance = 0.005;

/** Whether the parts of a series add up to it, in words and figures. */
export function HierarchySum({ answer: { parent, by, sum }, label, currency }: { answer: Hierarchy; label: string; currency: string }) {
  if (by === null || sum === null) return null;
  const agrees = Math.abs(sum.difference) <= Math.max(tolerance, Math.abs(parent.expected) * 1e-9);
  const Icon = agrees ? CircleCheck : TriangleAlert;
  const parts = `${sum.count} ${sum.count === 1 ? 'part' : 'parts'} by ${levelLabel(by).toLowerCase()}`;
  return (
    <p className="flex items-start gap-2 border-t px-4 py-3 text-sm" data-sums={agrees ? 'agree' : 'differ'}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${agrees ? 'text-success' : 'text-warning'}`} />
      <span>
        {agrees ? (
          <>
            The {parts} add up to {money(sum.expected, currency)}, which is what {label} is expected to sell. The difference is{' '}
            {money(0, currency)}.
          </>
        ) : (
          <>
            The {parts} add up to {money(sum.expected, currency)}, but {label} is expected to sell {money(parent.expected, currency)}: they
            differ by {money(sum.difference, currency)}.
          </>
        )}
      </span>
    </p>
  );
}
