import type { SalesPlan } from '@/lib/data/plan/plan';
import { readRunPlan } from '@/lib/pipeline/run-plan';
import type { PlannedParts } from '@/lib/serving/forecaster/planned-parts';
import type { PublishedRef } from '@/lib/serving/order';
import { predictor } from '@/lib/serving/process';

const mostKept = 16;

/** What was asked last, so that each edit of a series does not ask anew for what no edit changes. */
class Kept<Value> {
  readonly #values = new Map<string, Promise<Value>>();

  get(key: string, ask: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(key) ?? ask();
    this.#values.delete(key);
    this.#values.set(key, known);
    // What failed is asked again.
    known.catch(() => this.#values.get(key) === known && this.#values.delete(key));
    for (const old of this.#values.keys()) {
      if (this.#values.size <= mostKept) break;
      this.#values.delete(old);
    }
    return known;
  }
}

const parts = new Kept<PlannedParts>();
const plans = new Kept<SalesPlan | undefined>();

/** What a forecast took for planned of a series. @throws AlmanacError as the predictor does */
export function plannedOf(ref: PublishedRef, series: string, level: string): Promise<PlannedParts> {
  return parts.get(JSON.stringify([ref.id, ref.publishedAt, level, series]), () => predictor().planned(ref, series, level));
}

/** The tables that a forecast's covariates were made of; undefined where there are none. */
export function planOf(ref: PublishedRef): Promise<SalesPlan | undefined> {
  return plans.get(`${ref.runId} ${ref.publishedAt}`, () => readRunPlan(ref.runId));
}
