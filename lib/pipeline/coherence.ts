import { type Hierarchy, hierarchy } from '@/lib/evaluation/reconciliation/hierarchy';
import { type Reconciliation, reconcile } from '@/lib/evaluation/reconciliation/reconcile';
import { stackLevels, unstackLevels } from '@/lib/evaluation/reconciliation/stacking';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { makeStatistical } from '@/lib/models/members/make-forecaster';
import type { MemberConfig } from '@/lib/models/members/member';
import { aggregateBlocks, aggregatePanel, type Grouping, grouping } from './aggregates';
import { actualsAt, type BacktestPlan, backtest } from './backtest';
import type { WindowForecasts } from './members';
import type { PipelineParameters } from './parameters';

/** What a forecaster's reconciliation learnt, beside its `forecaster.json`: 8-byte floats, see `Coherence.learnt`. */
export const reconciliationFile = 'reconciliation.f64';

/** How forecasts of all levels are made to add up; `bottom-up` needs no forecasts of the levels above. */
export type ReconciliationMethod = PipelineParameters['reconciliation'];

/** What aggregates are forecast by on their own, before they are reconciled: sums are smooth, and two levels of them agree on most. */
const aggregateModels: MemberConfig[] = (['level', 'theta'] as const).map((method) => ({
  transforms: [{ kind: 'deseasonalise' }],
  model: { method, seasons: [1] },
}));

/** How a run makes its levels coherent; undefined for sums of the modelled level, which need nothing learnt. */
export function coherenceOf(
  panel: Panel,
  levels: string[],
  { horizon, reconciliation, level: own }: Pick<PipelineParameters, 'horizon' | 'reconciliation' | 'level'>,
  calendar: HolidayCalendar,
): Coherence | undefined {
  const above = levels.filter((level) => level !== own);
  if (reconciliation === 'bottom-up' || above.length === 0) return undefined;
  return new Coherence(panel, above, horizon, calendar, reconciliation);
}

/**
 * Makes forecasts of the modelled series coherent with forecasts of the aggregates above them. What each level's errors weigh is
 * learnt at the selection origins only.
 */
export class Coherence {
  private readonly groups: Grouping[];
  private readonly panels: Panel[];
  private readonly structure: Hierarchy;
  private errors: Float64Array | undefined;

  /** @param levels aggregates above the modelled level */
  constructor(
    private readonly panel: Panel,
    levels: string[],
    private readonly horizon: number,
    private readonly calendar: HolidayCalendar,
    private readonly how: Exclude<ReconciliationMethod, 'bottom-up'>,
  ) {
    // Coarsest first, as a hierarchy has them.
    const groups = levels.map((level) => grouping(panel, level)).sort((a, b) => a.keys.length - b.keys.length);
    this.groups = how === 'top-down' ? nestedChain(groups) : groups;
    this.panels = this.groups.map((group) => aggregatePanel(panel, group));
    this.structure = hierarchy(this.groups, panel.ids.length);
  }

  /** Learns from the selection window's errors, and reconciles the forecasts of every window. */
  windows(forecasts: WindowForecasts, plan: BacktestPlan): WindowForecasts {
    const base = (window: keyof WindowForecasts) => this.panels.map((panel) => this.aggregateForecasts(panel, plan.origins[window]));
    const selection = base('selection');
    this.learn(forecasts.selection, selection, plan.origins.selection);
    return {
      selection: this.reconcile(forecasts.selection, selection),
      calibration: this.reconcile(forecasts.calibration, base('calibration')),
      test: this.reconcile(forecasts.test, base('test')),
    };
  }

  /** Reconciles forecasts made at the panel's own origin. @param errors as `learnt` gave them when the forecaster was judged */
  atOrigin(bottom: Float64Array, errors: Float64Array): Float64Array {
    this.errors = errors;
    return this.reconcile(
      bottom,
      this.panels.map((panel) => this.aggregateForecasts(panel, [panel.origin])),
    );
  }

  /** Errors of the base forecasts of all nodes at the selection origins, to be kept with the forecaster. */
  get learnt(): Float64Array {
    if (!this.errors) throw new Error('Nothing was learnt yet: reconcile the windows first.');
    return this.errors;
  }

  private learn(bottom: Float64Array, aggregates: Float64Array[], origins: number[]): void {
    const actual = actualsAt(this.panel, origins, this.horizon);
    const error = (values: Float64Array, group?: Grouping) => {
      const known = group ? aggregateBlocks(actual, group, this.horizon) : actual;
      // What was not recorded or not forecast teaches nothing: no error.
      return values.map((value, k) => {
        const off = (known[k] as number) - value;
        return Number.isNaN(off) ? 0 : off;
      });
    };
    const byLevel = [...this.groups.map((group, k) => error(aggregates[k] as Float64Array, group)), error(bottom)];
    this.errors = stackLevels(this.structure, byLevel, this.horizon);
  }

  private reconcile(bottom: Float64Array, aggregates: Float64Array[]): Float64Array {
    const columns = bottom.length / this.structure.bottom;
    // A series that has not begun at an origin has no forecast there, and adds nothing.
    const whole = (values: Float64Array) => values.map((value) => (Number.isNaN(value) ? 0 : value));
    const base = stackLevels(this.structure, [...aggregates, bottom].map(whole), this.horizon);
    const { values } = reconcile(this.structure, base, columns, this.way(), !bottom.some((value) => value < 0));
    const own = unstackLevels(this.structure, values, this.horizon).at(-1) as Float64Array;
    return own.map((value, k) => (Number.isNaN(bottom[k]) ? Number.NaN : value));
  }

  private way(): Reconciliation {
    switch (this.how) {
      case 'top-down':
        return { method: 'top-down', from: (this.groups[0] as Grouping).level, proportions: 'forecast-proportions' };
      case 'wls-struct':
        return { method: 'wls-struct' };
      case 'mint-shrink':
        // A champion that was judged on other series than there are today has no errors of theirs.
        return this.learnt.length % this.structure.nodes === 0 ? { method: 'mint-shrink', errors: this.learnt } : { method: 'wls-struct' };
    }
  }

  private aggregateForecasts(panel: Panel, origins: number[]): Float64Array {
    const models = aggregateModels.map((config) =>
      backtest(panel, makeStatistical(config, this.calendar), origins, this.horizon, () => {}),
    );
    const mean = new Float64Array(models[0]?.length ?? 0);
    for (const values of models) for (let k = 0; k < mean.length; k++) mean[k]! += (values[k] as number) / models.length;
    return mean;
  }
}

/**
 * The levels that are passed through on the way from the coarsest one down, each within the one before it: stores and products that
 * cross cannot both share out what the other has. What is left out is summed up like any other level.
 * @param groups coarsest first
 */
function nestedChain(groups: Grouping[]): Grouping[] {
  const chain: Grouping[] = [];
  for (const group of groups) {
    const above = chain.at(-1);
    const parent = new Map<number, number>();
    const isNested = group.of.every((own, series) => {
      const wider = above?.of[series] ?? 0;
      const known = parent.get(own);
      parent.set(own, wider);
      return known === undefined || known === wider;
    });
    if (isNested) chain.push(group);
  }
  return chain;
}
