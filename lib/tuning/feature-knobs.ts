import { type CalendarName, calendarNames } from '@/lib/features/calendar';
import { defaultFeatureSpec, type FeatureSpec, type RollingStatistic } from '@/lib/features/spec';
import type { BoostedConfig } from '@/lib/models/boosted';
import { type Knob, type TuningFacts, toggle, variants, yearLength } from './knobs';
import type { Value } from './space';

/** Lags that a closer look at the latest past adds: two weeks, two months, half a year. */
const nearLags = { day: 14, week: 8, month: 6 } as const;

/** Calendar features that tell days of a week and month apart, but not parts of a year. */
const withinMonth: CalendarName[] = ['day_of_week', 'day_of_month', 'is_month_end', 'week_sin', 'week_cos'];

/** Which features the trees see. A switch is there only where it would change something. */
export function featureKnobs(base: BoostedConfig, facts: TuningFacts): Knob[] {
  const { features } = base;
  const year = yearLength[facts.frequency];
  const knobs: (Knob | false)[] = [
    lags(features, facts),
    features.windows.length > 0 && windows(features),
    features.windows.length > 0 && features.statistics.length > 1 && statistics,
    isYearly(features, year) &&
      toggle(
        'yearly',
        () => true,
        (config) => withFeatures(config, withoutYear(config.features, year)),
      ),
    features.calendar !== false && calendar,
    features.holidays && facts.holidays && flag('holidays'),
    features.expandingMean && flag('expandingMean'),
    features.pastWindow > 0 &&
      facts.past &&
      toggle(
        'pastCovariates',
        () => true,
        (config) => withFeatures(config, { pastWindow: 0 }),
      ),
    (facts.nonNegative || features.levelWindow > 0) && levelWindow(features, facts),
  ];
  return knobs.filter((knob) => knob !== false);
}

function withFeatures(config: BoostedConfig, changed: Partial<FeatureSpec>): BoostedConfig {
  return { ...config, features: { ...config.features, ...changed } };
}

function flag(name: 'holidays' | 'expandingMean'): Knob {
  return toggle(
    name,
    (config) => config.features[name],
    (config) => withFeatures(config, { [name]: false }),
  );
}

function lags(base: FeatureSpec, { frequency }: TuningFacts): Knob {
  const isFar = (lag: number) => lag >= yearLength[frequency];
  const near = base.lags.filter((lag) => !isFar(lag));
  const close = Array.from({ length: nearLags[frequency] }, (_, k) => k + 1);
  const kept = new Set(near.slice(0, Math.ceil(near.length / 2)));
  return variants('lags', {
    fewer: (config) => withFeatures(config, { lags: config.features.lags.filter((lag) => isFar(lag) || kept.has(lag)) }),
    more: (config) => withFeatures(config, { lags: [...new Set([...config.features.lags, ...close])].sort((a, b) => a - b) }),
  });
}

function windows({ windows: base }: FeatureSpec): Knob {
  const half = Math.ceil(base.length / 2);
  const longest = Math.max(...base);
  return variants('windows', {
    short: (config) => withFeatures(config, { windows: base.slice(0, half) }),
    long: (config) => withFeatures(config, { windows: base.slice(-half) }),
    longer: (config) => withFeatures(config, { windows: [...base, 2 * longest] }),
    none: (config) => withFeatures(config, { windows: [] }),
  });
}

const statistics: Knob = {
  ...variants('statistics', {
    mean: (config) => onlyStatistics(config, ['mean']),
    'mean and std': (config) => onlyStatistics(config, ['mean', 'std']),
  }),
  dimension: {
    kind: 'categorical',
    choices: ['all', 'mean', 'mean and std'],
    when: { of: 'windows', in: ['all', 'short', 'long', 'longer'] },
  },
};

function onlyStatistics(config: BoostedConfig, kept: RollingStatistic[]): BoostedConfig {
  return withFeatures(config, { statistics: config.features.statistics.filter((name) => kept.includes(name)) });
}

function isYearly({ lags: all, seasons, year }: FeatureSpec, length: number): boolean {
  return year > 0 || [...all, ...seasons].some((periods) => periods >= length);
}

function withoutYear({ lags: all, seasons }: FeatureSpec, length: number): Partial<FeatureSpec> {
  return { lags: all.filter((lag) => lag < length), seasons: seasons.filter((season) => season < length), year: 0 };
}

const calendar = variants('calendar', {
  'within month': (config) => {
    const names = config.features.calendar === true ? calendarNames : config.features.calendar || [];
    return withFeatures(config, { calendar: names.filter((name) => withinMonth.includes(name)) });
  },
  none: (config) => withFeatures(config, { calendar: false }),
});

/** What targets are divided by: nothing, or the level of half, once or twice as many periods as by default. */
function levelWindow(base: FeatureSpec, { frequency }: TuningFacts): Knob {
  const usual = base.levelWindow || defaultFeatureSpec(frequency).levelWindow;
  const choices: Value[] = [0, Math.ceil(usual / 2), usual, 2 * usual];
  return {
    name: 'levelWindow',
    dimension: { kind: 'categorical', choices },
    read: ({ features }) => features.levelWindow,
    write: (config, value) => withFeatures(config, { levelWindow: Number(value) }),
  };
}
