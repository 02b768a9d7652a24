import type { ModelCard } from './card-schema';

/** What a card's strengths and limits are told from: figures of the test window; percent figures in percent. */
export interface Findings {
  wape: number | null;
  naiveWape: number | null;
  /** Its WAPE less the seasonal naive's: below 0 it is better. */
  gain: { estimate: number; lower: number; upper: number; confidence: number } | null;
  /** Forecasts less sales in percent of sales. */
  biasPercent: number | null;
  /** Error by steps ahead, in units of the seasonal naive's. */
  growth: { from: number; to: number; error: number }[];
  intervals: { level: number; coverage: number; points: number | null }[];
  /** WAPE of parts of the sales: stores, months, kinds of demand. */
  segments: { by: string; segment: string; wape: number }[];
  recommendations: { code: string; message: string }[];
  horizon: number | null;
  frequency: 'day' | 'week' | 'month' | null;
  known: string[];
}

/** A share this far from its promise is worth a word. */
const coverageTolerance = 0.05;
/** A part of the sales is weak from this many times the whole's error on. */
const weakRatio = 1.5;
const shownWeak = 3;

/** What a version is good at, in plain words with their figures. */
export function strengthsOf({ wape, naiveWape, gain, biasPercent, growth, intervals }: Findings): string[] {
  const found: string[] = [];
  if (wape !== null && naiveWape !== null && wape < naiveWape) {
    const less = naiveWape > 0 ? `, ${whole(100 * (1 - wape / naiveWape))}% less` : '';
    const sure =
      gain && gain.upper < 0 ? ` With ${whole(100 * gain.confidence)}% confidence the gain is at least ${one(-gain.upper)} points.` : '';
    found.push(`It is off by ${one(wape)}% of sales, the seasonal naive by ${one(naiveWape)}%${less}.${sure}`);
  }
  const held = intervals.filter(({ level, coverage }) => Math.abs(coverage - level) <= coverageTolerance);
  if (held.length > 0 && held.length === intervals.length) {
    const list = held.map(({ level, coverage }) => `${one(100 * coverage)}% in the ${whole(100 * level)}% interval`);
    found.push(`Its intervals hold what they promise: of later sales lay ${list.join(', ')}.`);
  }
  if (biasPercent !== null && Math.abs(biasPercent) < 1) {
    found.push(`In total it is nearly unbiased: ${one(Math.abs(biasPercent))}% too ${biasPercent > 0 ? 'high' : 'low'}.`);
  }
  const [near, far] = [growth[0], growth.at(-1)];
  if (near && far && near !== far && far.error <= 1.2 * near.error) {
    found.push(`It is about as good far ahead (steps ${far.from} to ${far.to}) as near (steps ${near.from} to ${near.to}).`);
  }
  return found;
}

/** Where care is due, in plain words with their figures. */
export function limitsOf(findings: Findings): string[] {
  const { wape, naiveWape, gain, intervals, segments, recommendations, horizon, frequency, known } = findings;
  const found: string[] = [];
  if (wape !== null && naiveWape !== null && wape >= naiveWape) {
    found.push(`On the test window it does not beat the seasonal naive: off by ${one(wape)}% of sales against ${one(naiveWape)}%.`);
  } else if (gain && gain.estimate < 0 && gain.upper >= 0) {
    found.push(`Its gain on the seasonal naive is not certain: ${one(-gain.estimate)} points, but the sample allows for none.`);
  }
  for (const { level, coverage } of intervals.filter((one) => Math.abs(one.coverage - one.level) > coverageTolerance)) {
    const narrow = coverage < level;
    found.push(
      `The ${whole(100 * level)}% interval is too ${narrow ? 'narrow' : 'wide'}: ${one(100 * coverage)}% of later sales lay in it.`,
    );
  }
  if (wape !== null && wape > 0) {
    const weak = segments
      .filter((part) => part.wape >= weakRatio * wape)
      .sort((a, b) => b.wape - a.wape)
      .slice(0, shownWeak);
    if (weak.length > 0) {
      const list = weak.map((part) => `${part.by} ${part.segment} (${one(part.wape)}%)`);
      found.push(`It is weakest at ${list.join(', ')}; over all it is off by ${one(wape)}%.`);
    }
  }
  found.push(...recommendations.map(({ message }) => plain(message)));
  if (horizon !== null) found.push(`It looks ${horizon} ${frequency ?? 'step'}${horizon === 1 ? '' : 's'} ahead and no further.`);
  if (known.length > 0) {
    found.push(`It takes as given what is known ahead (${known.join(', ')}): where that comes otherwise, so do sales.`);
  }
  return found;
}

/** What a version is for, and what not. */
export function intendedUse({ kind, data }: Pick<ModelCard, 'kind' | 'data'>): string[] {
  if (kind === 'other' || !data) return [];
  const of = `${data.dataset} by ${data.level ?? 'series'} and ${data.frequency ?? 'period'}`;
  if (kind === 'member') {
    return [
      `A part of the whole forecaster of ${of}: its forecast is one of those that are weighed.`,
      'On its own for study and for other programs; it has no intervals, and levels above its own are not reconciled.',
    ];
  }
  return [
    `Planning stock, staff and budgets from ${of}, with the intervals for what may go wrong.`,
    'Not for series without a history, for parts of a period, or for effects that it was never shown, such as a new kind of promotion.',
    'Not for judging what a promotion caused: it knows what goes together, not what brings about what.',
  ];
}

/** As the figures of the other sentences are written. */
function plain(message: string): string {
  return message.replaceAll(/(\d) %/g, '$1%');
}

const one = (value: number) => value.toFixed(1);
const whole = (value: number) => value.toFixed(0);
