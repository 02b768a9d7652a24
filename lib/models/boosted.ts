import { invalid } from '@/lib/errors';
import type { HolidayCalendar } from '@/lib/features/calendar';
import { FeatureBuilder, type RowRequest } from '@/lib/features/design-matrix';
import { learnEncoding } from '@/lib/features/encoding';
import type { Panel } from '@/lib/features/panel';
import type { PanelFeatures } from '@/lib/features/panel-features';
import { type BoostedConfig, type BoostedState, featureSpec, pastOffset, seedsOf, stepBlocks } from './boosted-config';
import type { Booster, BoosterLibrary, BoosterParameters, Iteration, TrainingSet } from './booster';
import { FittedBoosted } from './fitted-boosted';
import type { Forecaster } from './forecaster';
import { learningTarget } from './learning-target';
import { splitRows, thinRows, trainingRows } from './training-rows';

export type { BoostedConfig, BoostedState, Strategy } from './boosted-config';
export { modelFiles } from './boosted-config';
export { FittedBoosted } from './fitted-boosted';

export interface FitOptions {
  /** Called between boosting iterations, which are counted on from one booster to the next; returning false stops that booster. */
  onIteration?: (at: Iteration) => boolean | undefined;
  /** Rows whose target lies after this `ds` (and up to the origin) stop the training early instead of being learnt. */
  validationFrom?: number;
}

/** Gradient-boosted trees over all series of a panel (a global model). */
export class BoostedForecaster implements Forecaster {
  readonly name: string;

  constructor(
    private readonly library: BoosterLibrary,
    readonly config: BoostedConfig,
    private readonly holidays: HolidayCalendar,
  ) {
    this.name = config.booster;
  }

  /**
   * @throws Error when no row up to the origin can be learnt from.
   * @throws AlmanacError `validation_failed` where `config.monotone` names no feature.
   */
  fit(panel: Panel, origin: number, options: FitOptions = {}): FittedBoosted {
    const { config } = this;
    const covariates = { known: Object.keys(panel.known).sort(), past: Object.keys(panel.past).sort() };
    const encoding = learnEncoding(panel, config.features.numericKeys);
    const builder = new FeatureBuilder(featureSpec(config), encoding, this.holidays, panel.frequency, covariates);
    const features = builder.on(panel, panel.y, pastOffset(config));
    const parameters = { ...config.parameters, ...monotone(config, builder) };
    const boosters: Booster[] = [];
    let nonNegative = true;
    try {
      for (const steps of stepBlocks(config)) {
        for (const seed of seedsOf(config)) {
          const all = trainingRows(panel, origin, steps, config.stepsPerTarget, seed, config.warmUp);
          const rows = thinRows(all, config.mostRows ?? all.row.length, seed);
          nonNegative &&= neverNegative(panel, all.row);
          boosters.push(this.train(panel, origin, builder, features, rows, { ...parameters, seed }, counted(options, boosters)));
        }
      }
    } catch (error) {
      for (const booster of boosters) booster[Symbol.dispose]();
      throw error;
    }
    const state: BoostedState = {
      config,
      frequency: panel.frequency,
      encoding,
      holidays: { ds: [...this.holidays.ds], code: [...this.holidays.code], names: this.holidays.names },
      covariates,
      nonNegative,
    };
    return new FittedBoosted(boosters, state, builder);
  }

  private train(
    panel: Panel,
    origin: number,
    builder: FeatureBuilder,
    features: PanelFeatures,
    rows: RowRequest,
    parameters: BoosterParameters,
    options: FitOptions,
  ): Booster {
    const { validationFrom } = options;
    const { learnt, held } = validationFrom === undefined ? { learnt: rows, held: undefined } : splitRows(panel, rows, validationFrom);
    const set = (part: RowRequest): TrainingSet => ({
      ...learningTarget(panel, origin, part, features.levelsOf(part), this.config),
      rows: part.row.length,
      columns: features.columns,
      read: (from, to, out) => features.fill(part, from, to, out),
    });
    return this.library.train({
      columns: { names: builder.names, categorical: builder.categorical },
      train: set(learnt),
      validation: held && held.row.length > 0 ? set(held) : undefined,
      parameters,
      onIteration: options.onIteration,
    });
  }
}

/** Directions by feature name as the booster takes them, by column. */
function monotone({ monotone: directions }: BoostedConfig, { names }: FeatureBuilder): { monotone?: number[] } {
  if (!directions) return {};
  for (const name of Object.keys(directions)) {
    if (!names.includes(name)) throw invalid(`monotone.${name}`, 'is no feature of this model: name one of its covariates');
  }
  return { monotone: names.map((name) => directions[name] ?? 0) };
}

/** Options for the next booster: its iterations are counted on from those of the boosters before it. */
function counted(options: FitOptions, before: Booster[]): FitOptions {
  const { onIteration } = options;
  const first = before.reduce((sum, booster) => sum + booster.iterations, 0);
  if (!onIteration || first === 0) return options;
  return { ...options, onIteration: (at) => onIteration({ ...at, iteration: first + at.iteration }) };
}

function neverNegative(panel: Panel, rows: Int32Array): boolean {
  for (let k = 0; k < rows.length; k++) if ((panel.y[rows[k] as number] as number) < 0) return false;
  return true;
}
