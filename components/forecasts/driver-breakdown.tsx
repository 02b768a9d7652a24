import { money, plusMinus } from '../format';
import { Card, CardHeader } from '../ui/card';
import type { DriverPart } from './drivers';
import { swatch } from './drivers-view';

/** One date from its recent level over each driver to its forecast: a sum that can be checked. */
export function DriverBreakdown({
  title,
  words,
  base,
  parts,
  rest,
  mean,
  currency,
}: {
  title: string;
  /** The same in a sentence. */
  words: string;
  base: number;
  parts: DriverPart[];
  /** Of drivers too small to be listed. */
  rest: number;
  mean: number;
  currency: string;
}) {
  const largest = Math.max(...parts.map(({ amount }) => Math.abs(amount)), 1e-9);
  return (
    <Card aria-labelledby="breakdown-title" className="overflow-hidden">
      <CardHeader id="breakdown-title" title={title} description="Taken apart" />
      <p className="px-4 pb-3 text-sm" data-testid="driver-sentence" aria-live="polite">
        {words}
      </p>
      <dl className="border-t text-sm">
        <div className="flex items-center justify-between gap-4 px-4 py-2">
          <dt className="text-muted">Recent level</dt>
          <dd className="tabular">{money(base, currency)}</dd>
        </div>
        {parts.map(({ name, title: driver, amount, color }) => (
          <div key={name} className="flex items-center gap-3 border-t px-4 py-2">
            <dt className="w-44 shrink-0 truncate" title={driver}>
              {driver}
            </dt>
            <dd className="flex min-w-0 flex-1 items-center gap-3">
              <span aria-hidden className="relative h-2.5 min-w-0 flex-1">
                <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
                <span
                  className="absolute inset-y-0 rounded-xs"
                  style={{
                    backgroundColor: swatch(color),
                    width: `${(50 * Math.abs(amount)) / largest}%`,
                    ...(amount >= 0 ? { left: '50%' } : { right: '50%' }),
                  }}
                />
              </span>
              <span className="w-24 shrink-0 text-right font-medium tabular">{plusMinus(amount, currency)}</span>
            </dd>
          </div>
        ))}
        {Math.abs(rest) >= 0.5 && (
          <div className="flex items-center justify-between gap-4 border-t px-4 py-2">
            <dt className="text-muted">All else</dt>
            <dd className="tabular">{plusMinus(rest, currency)}</dd>
          </div>
        )}
        <div className="flex items-center justify-between gap-4 border-t bg-raised px-4 py-2.5 font-semibold">
          <dt>Forecast</dt>
          <dd className="tabular">{money(mean, currency)}</dd>
        </div>
      </dl>
    </Card>
  );
}
