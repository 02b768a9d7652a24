import type { PanelMeta } from '@/lib/data/panel-file';
import type { StoredPlan } from '@/lib/data/plan/plan';
import type { Panel } from '@/lib/features/panel';

/** What extract makes of a dataset version, whatever kind it is. */
export interface Extraction {
  panel: Panel;
  /** What only this kind of dataset has to say of its panel. */
  meta: Pick<PanelMeta, 'units' | 'filled' | 'price' | 'promotion'>;
  /** Rows read. */
  rows: number;
  /** Data files read. */
  files: number;
  /** First and last day with data that were read, as day numbers. */
  first: number;
  last: number;
  /** What was left out, for people; empty where nothing was. */
  notes: string[];
  /** What its covariates known ahead were made of, where that is tables of plans: what-if makes them anew of an edited plan. */
  plan?: StoredPlan;
}
