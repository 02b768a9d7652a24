import { advice } from './advice';
import { deriveAlerts, gravestFirst } from './alerts';
import { readDrift } from './drift';
import { driftAlerts } from './drift-alerts';
import { monitoringFacts } from './facts';
import { type PublishedAccuracy, publishedAccuracy } from './published-accuracy';
import type { DriftAnswer, MonitoredAlert } from './schema';

export { readDrift } from './drift';
export { readFreshness } from './freshness';
export { readRunHealth } from './run-health';

/** Origins that accuracy over time is shown of. */
const shownOrigins = 13;

/** How past forecasts did, by origin (the latest first) and level (the modelled one first). */
export function readAccuracy(dataset: string): Promise<PublishedAccuracy[]> {
  return publishedAccuracy(dataset, shownOrigins, true);
}

/** What is amiss with a dataset's forecasts, drift included, the gravest first, each with what to do. */
export async function readAlerts(dataset: string, drift?: Promise<DriftAnswer>): Promise<MonitoredAlert[]> {
  const [facts, { report }] = await Promise.all([monitoringFacts(dataset), drift ?? readDrift(dataset)]);
  return gravestFirst([...deriveAlerts(facts), ...driftAlerts(report)]).map(({ kind, severity, title, detail, runId = null }) => ({
    ...{ kind, severity, title, detail, runId },
    advice: advice[kind],
  }));
}
