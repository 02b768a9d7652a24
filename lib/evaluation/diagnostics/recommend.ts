import type { Diagnostics } from './diagnose';

/** What to do about residuals, and why. */
export interface Recommendation {
  code: 'bias' | 'autocorrelation' | 'heavy-tails' | 'skewness' | 'spread-with-level' | 'growth' | 'outliers' | 'season' | 'few-origins';
  /** A `warning` is worth a change of the model; `info` is worth knowing. */
  severity: 'info' | 'warning';
  /** In plain words, with the figures that lead to it. */
  message: string;
}

/** A finding is certain enough to be named below this p-value: many are looked at, so it is strict. */
const significance = 0.01;

/** Recommendations from the figures of `diagnose`; an empty list says that nothing stands out. */
export function recommend(figures: Diagnostics): Recommendation[] {
  return [
    bias(figures),
    ...seasons(figures),
    autocorrelation(figures),
    outliers(figures),
    spread(figures),
    growth(figures),
    ...shape(figures),
    origins(figures),
  ].filter((found): found is Recommendation => found !== null);
}

function bias({ bias: { percent, seriesShare, pValue }, series }: Diagnostics): Recommendation | null {
  if (Math.abs(percent) < 1 || (pValue !== null && pValue >= significance)) return null;
  const share = series > 1 ? ` in ${whole(100 * seriesShare)} % of ${series} series` : '';
  return {
    code: 'bias',
    severity: Math.abs(percent) >= 3 ? 'warning' : 'info',
    message:
      `Forecasts are ${one(Math.abs(percent))} % too ${percent > 0 ? 'high' : 'low'} in total${share}. A trend that the model does not ` +
      'follow is the usual cause: let it learn on differences or on ratios to last year, or weigh recent history more.',
  };
}

function seasons({ seasons: found }: Diagnostics): Recommendation[] {
  return found
    .filter(({ pValue, worst }) => pValue < significance && Math.abs(worst.percent) >= 2)
    .map(({ season, statistic, pValue, worst }) => ({
      code: 'season',
      severity: 'warning',
      message:
        `Errors depend on the ${season} (F = ${one(statistic)}, p ${p(pValue)}): ${worst.segment} is forecast ${one(Math.abs(worst.percent))} % ` +
        `too ${worst.percent > 0 ? 'high' : 'low'}. Add ${season === 'weekday' ? 'the weekday and lags of whole weeks' : 'the month and lags of a year'} ` +
        'to the features, or a member that models this season.',
    }));
}

function autocorrelation({ autocorrelation: found, origins: count }: Diagnostics): Recommendation | null {
  if (!found || found.pValue >= significance) return null;
  return {
    code: 'autocorrelation',
    severity: 'warning',
    message:
      `Errors one step ahead go on from origin to origin (Ljung-Box over ${found.lags} lags at ${count} origins, p ${p(found.pValue)}, first ` +
      `autocorrelation ${two(found.first)}): the model misses something that lasts. Add recent lags or window means, or refit more often.`,
  };
}

function outliers({ outliers: { share, worstTarget } }: Diagnostics): Recommendation | null {
  if (share < 0.02) return null;
  const where =
    worstTarget && worstTarget.share >= 0.2
      ? `; ${whole(100 * worstTarget.share)} % of them fall on ${new Date(worstTarget.day * 86_400_000).toISOString().slice(0, 10)}`
      : '';
  return {
    code: 'outliers',
    severity: where ? 'warning' : 'info',
    message:
      `${one(100 * share)} % of the errors are outliers (over 3.5 robust deviations)${where}. Tell the model of holidays, promotions and ` +
      'closures on such days, and check the sales recorded there.',
  };
}

function spread({ spreadWithLevel: found }: Diagnostics): Recommendation | null {
  if (!found || found.pValue >= significance || Math.abs(found.correlation) < 0.15) return null;
  const more = found.correlation > 0;
  return {
    code: 'spread-with-level',
    severity: 'info',
    message:
      `Errors are ${more ? 'larger' : 'smaller'} where a series' forecast is high (rank correlation ${two(found.correlation)}). ` +
      (more
        ? "Learn on log1p, and let intervals grow with the forecast (scale 'local' or 'forecast')."
        : 'Low forecasts are the uncertain ones: look for closures and stock-outs among them.'),
  };
}

function growth({ growth: blocks }: Diagnostics): Recommendation | null {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last || first === last || !(last.error > 1.5 * first.error)) return null;
  return {
    code: 'growth',
    severity: 'info',
    message:
      `Errors grow with the horizon: ${one(last.error / first.error)} times as large at steps ${last.from} to ${last.to} as at ${first.from} to ` +
      `${first.to}. Direct models by block of steps, or weights by block, may serve the far steps better.`,
  };
}

function shape({ shape: { skewness, excessKurtosis, jarqueBeraPValue } }: Diagnostics): Recommendation[] {
  if (jarqueBeraPValue >= significance) return [];
  const found: Recommendation[] = [];
  if (Math.abs(skewness) >= 1) {
    found.push({
      code: 'skewness',
      severity: 'info',
      message:
        `Errors lean to one side (skewness ${two(skewness)}): sales ${skewness > 0 ? 'above' : 'below'} the forecast lie farther off. ` +
        'Intervals with a lower and an upper width of their own (asymmetric) fit better.',
    });
  }
  if (excessKurtosis >= 3) {
    found.push({
      code: 'heavy-tails',
      severity: 'info',
      message:
        `Errors have heavy tails (excess kurtosis ${one(excessKurtosis)}): a few are far larger than a normal distribution allows. ` +
        'Keep conformal intervals, and try an L1 or Huber objective.',
    });
  }
  return found;
}

function origins({ origins: count, autocorrelation: found }: Diagnostics): Recommendation | null {
  if (found || count >= 10) return null;
  return {
    code: 'few-origins',
    severity: 'info',
    message: `Autocorrelation was not tested: it takes 10 origins, there are ${count}. Backtest from more origins to see it.`,
  };
}

const whole = (value: number) => value.toFixed(0);
const one = (value: number) => value.toFixed(1);
const two = (value: number) => value.toFixed(2);
const p = (value: number) => (value < 0.001 ? '< 0.001' : `= ${value.toFixed(3)}`);
