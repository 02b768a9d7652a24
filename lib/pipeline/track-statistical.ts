import type { PanelMeta } from '@/lib/data/panel-file';
import type { Panel } from '@/lib/features/panel';
import { finishRun, logMetrics, logParams } from '@/lib/tracking/service';
import type { BacktestPlan } from './backtest';
import { configParams } from './config-params';
import type { Member } from './members';
import type { TaskContext } from './task';
import { beginTrackedRun, errorPoints, originParams } from './track-run';

/** Logs a backtested statistical member as a tracked run nested under the pipeline's. It has no files: it learns as it forecasts. */
export async function trackStatistical(
  context: TaskContext,
  meta: PanelMeta,
  panel: Panel,
  plan: BacktestPlan,
  { result, forecasts }: Member,
): Promise<string> {
  const { id } = await beginTrackedRun(context, meta, result.name);
  await logParams(id, { member: result.name, ...configParams(result.config), ...originParams(plan) });
  await logMetrics(id, errorPoints(panel, plan, forecasts));
  await finishRun(id, 'FINISHED');
  return id;
}
