import { type PanelMeta, readPanel } from '@/lib/data/panel-file';
import { metrics } from '@/lib/evaluation/metrics';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { naiveSeason } from '@/lib/models/baselines';
import { addPeriods, type Forecaster, periodsBetween } from '@/lib/models/forecaster';
import { statisticalConfigs } from '@/lib/models/members/candidates';
import { makeStatistical } from '@/lib/models/members/make-forecaster';
import type { MemberConfig, MemberName } from '@/lib/models/members/member';
import { actualsAt, type BacktestPlan, backtest, firstDs, planBacktest } from './backtest';
import { calendarOf } from './calendar';
import { sameConfig } from './champion';
import { type Member, type WindowForecasts, writeMember } from './members';
import { championOfRun } from './run-start';
import { shortFigure } from './short-figure';
import type { Task, TaskContext } from './task';
import { trackStatistical } from './track-statistical';
import type { TrainOutput } from './train-boosted';
import { Workspace } from './workspace';

/** Backtests every statistical member that the history is long enough for. They have nothing to fit beforehand and no files. */
export const trainStatistical: Task<TrainOutput> = async (context) => {
  const { panel, meta } = await readPanel(context.runId);
  const plan = planBacktest(panel, context.parameters.horizon, context.parameters);
  return backtestMembers(context, panel, meta, plan, statisticalConfigs(panel, firstHistory(panel, plan)), 'statistical');
};

/** The baseline every model is judged by. */
export const trainSeasonalNaive: Task<TrainOutput> = async (context) => {
  const { panel, meta } = await readPanel(context.runId);
  const plan = planBacktest(panel, context.parameters.horizon, context.parameters);
  const config = naiveConfig(panel, firstHistory(panel, plan));
  return backtestMembers(context, panel, meta, plan, new Map([['seasonal-naive', config]]), 'seasonal-naive');
};

/** The season that a panel's history shows twice; else the last value. */
export function naiveConfig(panel: Panel, periods: number): MemberConfig {
  const longest = naiveSeason(panel.frequency);
  return { transforms: [], model: { method: 'seasonal-naive', seasons: [periods >= 2 * longest ? longest : 1] } };
}

/** Periods before the first selection origin's forecasts: the least that any member is judged with. */
export function firstHistory(panel: Panel, plan: BacktestPlan): number {
  return periodsBetween(panel, firstDs(panel), addPeriods(panel, plan.origins.selection[0] as number, 1));
}

async function backtestMembers(
  context: TaskContext,
  panel: Panel,
  meta: PanelMeta,
  plan: BacktestPlan,
  configs: ReadonlyMap<MemberName, MemberConfig>,
  model: string,
): Promise<TrainOutput> {
  const workspace = new Workspace(context.runId);
  const calendar = calendarOf(panel, meta);
  const champion = await championOfRun(context);
  const members: TrainOutput['members'] = [];
  for (const [name, config] of configs) {
    const member = backtestMember(panel, plan, calendar, name, config, champion?.config?.members[name], () =>
      context.signal.throwIfAborted(),
    );
    member.result.runId = await trackStatistical(context, meta, panel, plan, member);
    await writeMember(workspace, member);
    members.push({ name, candidates: member.result.candidates, runId: member.result.runId });
    const [{ label, selectionRmse } = { label: '', selectionRmse: Number.NaN }] = member.result.candidates;
    context.report({
      fraction: members.length / configs.size,
      message: `${name} backtested (${label}): RMSE ${shortFigure(selectionRmse)}`,
    });
  }
  return { model, members };
}

/** A statistical member's forecasts at all origins, and those of the champion's configuration of it, where that differs. */
export function backtestMember(
  panel: Panel,
  plan: BacktestPlan,
  calendar: HolidayCalendar,
  name: MemberName,
  config: MemberConfig,
  champion: MemberConfig | undefined,
  between: () => void,
): Member {
  const at = (forecaster: Forecaster, origins: number[]) => backtest(panel, forecaster, origins, plan.horizon, between);
  const forecaster = makeStatistical(config, calendar);
  const forecasts: WindowForecasts = {
    selection: at(forecaster, plan.origins.selection),
    calibration: at(forecaster, plan.origins.calibration),
    test: at(forecaster, plan.origins.test),
  };
  const championForecasts =
    champion && (sameConfig(champion, config) ? forecasts.selection : at(makeStatistical(champion, calendar), plan.origins.selection));
  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const selectionRmse = metrics({ horizon: plan.horizon, actual, forecast: forecasts.selection }).rmse;
  return {
    result: {
      name,
      config,
      runId: null,
      modelUri: null,
      candidates: [{ label: labelOf(config), iterations: 0, selectionRmse, chosen: true }],
      championCompared: championForecasts !== undefined,
    },
    forecasts,
    champion: championForecasts,
  };
}

function labelOf({ transforms, model }: MemberConfig): string {
  const seasons = 'seasons' in model ? model.seasons.filter((season) => season > 1) : [];
  return [...transforms.map(({ kind }) => kind), ...seasons.map((season) => `season ${season}`)].join(', ') || 'plain';
}
