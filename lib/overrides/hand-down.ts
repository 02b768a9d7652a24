import { invalid } from '@/lib/errors';

/** What a planner told of one date, with the model's number. */
export interface Told {
  /** Where it stands, for errors. */
  path: string;
  date: string;
  model: number;
  value: number;
  change: number | null;
}

/** The model's number of one part on one date. */
export interface Part {
  series: string;
  date: string;
  model: number;
}

export interface HandedDown extends Part {
  value: number;
  change: number | null;
}

/** Sums of doubles differ by their order; more than this is another number. */
const rounding = 1e-6;

/**
 * Hands what was told of a sum down to its parts: each gets the model's share of it, so that all change by the same percentage.
 * @throws AlmanacError `validation_failed` naming a date on which there are no shares to divide by
 */
export function handDown(told: readonly Told[], parts: readonly Part[]): HandedDown[] {
  const byDate = new Map<string, Part[]>();
  for (const part of parts) byDate.set(part.date, [...(byDate.get(part.date) ?? []), part]);
  return told.flatMap(({ path, date, model, value, change }) => {
    const own = byDate.get(date) ?? [];
    const sum = own.reduce((total, part) => total + part.model, 0);
    if (own.length === 0 || Math.abs(sum - model) > rounding * Math.max(1, Math.abs(model)))
      throw invalid(
        path,
        `the modelled series of ${date} do not add up to this series, so that it cannot be handed down to them; override those instead`,
      );
    if (sum === 0 && value !== 0)
      throw invalid(
        path,
        `the model expects nothing of any part on ${date}, so that there are no shares to divide ${value} by; override the parts instead`,
      );
    return own.map((part) => ({ ...part, value: sum === 0 ? 0 : (part.model / sum) * value, change }));
  });
}
