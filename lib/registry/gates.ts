import { z } from 'zod';
import { dayOfInstant, isoDate, parseDay } from '@/lib/data/days';
import { db } from '@/lib/db';
import { backtestRmse, type Evidence, evidenceOf } from './evidence';
import type { Gate } from './promotion-schema';
import type { ModelVersion } from './schema';

/** How far the share of actuals inside an interval may be from what it promises, on the test window. */
const coverageTolerance = 0.1;
/** Days of data that a version may not have seen, by frequency: two months of months, five weeks of the rest. */
const staleAfterDays = { day: 35, week: 35, month: 62 } as const;

/**
 * What a version shows for taking an alias from another: that it beats the seasonal naive at the origins of its backtest; that it
 * beats the champion by the design's rule, which is identical refits at identical origins; that its intervals cover what they
 * promise; and that its data are not stale.
 * @param champion what the alias points to; undefined where it points to nothing, or to this very version
 */
export async function promotionGates(version: ModelVersion, champion: ModelVersion | undefined): Promise<Gate[]> {
  const evidence = await evidenceOf(version);
  return [beatsNaive(version, evidence), await beatsChampion(version, champion, evidence), coverage(version), await freshData(version)];
}

function beatsNaive(version: ModelVersion, evidence: Evidence | undefined): Gate {
  const name = 'beats-seasonal-naive';
  const own = backtestRmse(version);
  const naive = evidence?.metrics['seasonal-naive']?.backtest.rmse ?? undefined;
  if (own === undefined || naive === undefined) {
    return { name, passed: false, detail: 'nothing is known of how it did against the seasonal naive', figures: {} };
  }
  const passed = own < naive;
  const detail = `backtest RMSE ${told(own)} against ${told(naive)} of the seasonal naive`;
  return { name, passed, detail, figures: { rmse: own, seasonalNaiveRmse: naive } };
}

async function beatsChampion(version: ModelVersion, champion: ModelVersion | undefined, evidence: Evidence | undefined): Promise<Gate> {
  const name = 'beats-champion';
  if (!champion) return { name, passed: true, detail: 'there is no other champion', figures: {} };
  const verdict = evidence?.gates.champion;
  // The verdict of its own run is of the whole forecaster; members have none, and are compared below.
  if (verdict?.version === champion.version && isWhole(version)) {
    const { challengerRmse = null, championRmse = null, reason } = verdict;
    const figures = { rmse: challengerRmse, championRmse };
    if (verdict.verdict === 'same-configuration') return { name, passed: true, detail: reason ?? 'the champion, refitted', figures: {} };
    if (verdict.verdict === 'incomparable') return { name, passed: false, detail: reason ?? 'the two cannot be compared', figures: {} };
    const detail = `backtest RMSE ${told(challengerRmse)} against ${told(championRmse)} of version ${champion.version} refitted at the same origins`;
    return { name, passed: verdict.verdict === 'challenger-wins', detail, figures };
  }
  const [own, others] = [backtestRmse(version), backtestRmse(champion)];
  if (own !== undefined && others !== undefined && (await sameOrigins(version, champion, evidence))) {
    const detail = `backtest RMSE ${told(own)} against ${told(others)} of version ${champion.version} at the same origins of the same data`;
    return { name, passed: own < others, detail, figures: { rmse: own, championRmse: others } };
  }
  return { name, passed: false, detail: `it was never compared with version ${champion.version} on what neither had learnt`, figures: {} };
}

/** Both were refitted at the same origins, on the same data: their backtests may be compared. */
async function sameOrigins(version: ModelVersion, champion: ModelVersion, evidence: Evidence | undefined): Promise<boolean> {
  if (!evidence || version.datasetVersion === null || version.datasetVersion !== champion.datasetVersion) return false;
  const other = await evidenceOf(champion);
  return other !== undefined && JSON.stringify(other.origins.selection) === JSON.stringify(evidence.origins.selection);
}

const intervals = z.object({ intervals: z.array(z.object({ level: z.number(), coverage: z.number() })) });

function coverage({ metrics }: ModelVersion): Gate {
  const name = 'coverage';
  const read = intervals.safeParse(metrics);
  // Members have no intervals of their own: those are the whole forecaster's.
  if (!read.success || read.data.intervals.length === 0)
    return { name, passed: true, detail: 'it publishes no intervals of its own', figures: {} };
  const off = read.data.intervals.filter(({ level, coverage: share }) => Math.abs(share - level) > coverageTolerance);
  const figures = Object.fromEntries(
    read.data.intervals.map(({ level, coverage: share }) => [`coverage${Math.round(level * 100)}`, share]),
  );
  const list = (off.length > 0 ? off : read.data.intervals).map(
    ({ level, coverage: share }) => `${percent(share)} of the ${percent(level)} intervals`,
  );
  const detail = `actuals of the test window lie in ${list.join(', ')}${off.length > 0 ? `, off by more than ${percent(coverageTolerance)}` : ''}`;
  return { name, passed: off.length === 0, detail, figures };
}

async function freshData({ name: model, trainedThrough }: ModelVersion): Promise<Gate> {
  const name = 'fresh-data';
  const owner = await db().registeredModel.findUnique({ where: { name: model }, select: { dataset: true, frequency: true } });
  const newest = owner?.dataset
    ? await db().datasetVersion.findFirst({ where: { dataset: owner.dataset }, orderBy: { version: 'desc' }, select: { lastDate: true } })
    : undefined;
  if (!newest || !trainedThrough) return { name, passed: true, detail: 'nothing is known of newer data', figures: {} };
  const lastDate = dayOfInstant(newest.lastDate);
  const behind = Math.max(0, lastDate - parseDay(trainedThrough));
  const most = staleAfterDays[owner?.frequency ?? 'day'];
  const detail = `trained through ${trainedThrough}, ${behind} days before the newest data (${isoDate(lastDate)}); ${most} are the most`;
  return { name, passed: behind <= most, detail, figures: { daysBehind: behind } };
}

/** `sales-forecast`, whatever its scope; members have their booster in the name. */
export function isWhole({ name }: Pick<ModelVersion, 'name'>): boolean {
  return name === 'sales-forecast' || name.startsWith('sales-forecast.');
}

function told(value: number | null | undefined): string {
  return value === null || value === undefined ? 'unknown' : value.toLocaleString('en-US', { maximumSignificantDigits: 5 });
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
