import { isoDate } from '@/lib/data/days';
import { type PanelMeta, readPanel } from '@/lib/data/panel-file';
import { AlmanacError } from '@/lib/errors';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import type { FittedBoosted } from '@/lib/models/boosted';
import { plannedClosures } from '@/lib/models/closures';
import { boosterOf, type MemberConfig, type MemberName } from '@/lib/models/members/member';
import { fitProfile, type Profile } from '@/lib/models/profile/profile';
import type { FittedTransformed } from '@/lib/models/transformed';
import { calendarOf } from '@/lib/pipeline/calendar';
import type { ForecasterState } from '@/lib/pipeline/champion';
import { readForecaster, restoreMember } from '@/lib/pipeline/forecaster-files';
import type { Registration } from '@/lib/pipeline/register';
import { Workspace } from '@/lib/pipeline/workspace';
import type { PublishedRef } from '../order';
import { CovariateRanges } from './covariate-ranges';
import { CovariateReach, splitCovariates } from './covariate-reach';
import { ServedQuantiles } from './quantile-part';
import { SeriesLevels } from './series-levels';
import { WholeTransforms } from './whole-transforms';

/** A member that has a say. */
export interface ServedMember {
  name: MemberName;
  config: MemberConfig;
  /** A boosted member, which covariates move. */
  boosted?: { fitted: FittedBoosted; transforms: WholeTransforms };
  /** The forecasts of a statistical one as they were published, `[series * horizon + step - 1]`: nothing asked for changes them. */
  published?: Float64Array;
}

/** All of one published forecast that forecasts on demand are made of. Holds native memory: dispose of it. */
export class LoadedForecaster implements Disposable {
  #profile: Profile | null | undefined;
  #reach: CovariateReach | undefined;
  readonly ranges: CovariateRanges;
  readonly levels: SeriesLevels;
  /** What reconciliation added to each published point; undefined where it added nothing. */
  readonly adjustment: Float64Array | undefined;
  /** Sales were never negative, so no forecast is. */
  readonly nonNegative: boolean;
  /** Where each series is wholly closed as published, laid out as `mean`; undefined where nothing tells of closures. */
  readonly plannedClosures: Uint8Array | undefined;

  private constructor(
    readonly ref: PublishedRef,
    readonly panel: Panel,
    readonly meta: PanelMeta,
    readonly calendar: HolidayCalendar,
    readonly state: ForecasterState,
    readonly members: ServedMember[],
    /** Published forecasts of the modelled series. */
    readonly mean: Float64Array,
    combined: Float64Array,
    /** What the modelled level's intervals come from, where the run asked for quantile models. */
    readonly quantiles: ServedQuantiles | undefined,
  ) {
    this.levels = new SeriesLevels(panel, ref.dataset, state.level, Object.keys(state.intervals));
    this.adjustment = adjustmentOf(mean, combined);
    this.nonNegative = state.intervals[state.level]?.nonNegative ?? false;
    this.plannedClosures = plannedClosures(panel, panel.origin, ref.horizon);
    this.ranges = new CovariateRanges(panel, meta);
  }

  /**
   * @throws AlmanacError `conflict` where the run's files are gone or of an earlier version of Almanac; `unavailable` where a
   *   booster's library is missing
   */
  static async load(ref: PublishedRef): Promise<LoadedForecaster> {
    try {
      return await LoadedForecaster.read(ref);
    } catch (error) {
      if (!(error instanceof AlmanacError) || error.code !== 'not_found') throw error;
      throw new AlmanacError(
        'conflict',
        `Files of the run that published this forecast are gone: ${error.message} Run the pipeline again.`,
        [
          {
            path: 'dataset',
            message: 'its latest forecast can be read, but nothing can be forecast on demand until the pipeline has run again',
          },
        ],
      );
    }
  }

  private static async read(ref: PublishedRef): Promise<LoadedForecaster> {
    const workspace = new Workspace(ref.runId);
    const { panel, meta } = await readPanel(ref.runId);
    const registration = await workspace.readOptionalJson<Registration>('registration.json');
    const state =
      registration?.publish.kind === 'champion'
        ? await readForecaster(registration.publish.source)
        : await workspace.readJson<ForecasterState>('forecaster.json');
    const [mean, combined] = [await workspace.readNumbers('forecast/mean.f64'), await workspace.readNumbers('forecast/combined.f64')];
    const points = panel.ids.length * ref.horizon;
    if (mean.length !== points || combined.length !== points || isoDate(panel.origin) !== ref.origin)
      throw new AlmanacError('conflict', 'The run that published this forecast is being repeated. Try again when it has ended.');
    const calendar = calendarOf(panel, meta);
    const members: ServedMember[] = [];
    let quantiles: ServedQuantiles | undefined;
    try {
      for (const name of membersWithSay(state)) members.push(await servedMember(name, state, panel, calendar, workspace, members));
      if (state.quantiles) quantiles = await ServedQuantiles.load(state.quantiles, panel, calendar, transformsOf(members));
    } catch (error) {
      for (const { boosted } of members) boosted?.fitted[Symbol.dispose]();
      throw error;
    }
    return new LoadedForecaster(ref, panel, meta, calendar, state, members, mean, combined, quantiles);
  }

  /** Seasons and holidays as all series together tell them; undefined where they tell of none. Fitted when first asked for. */
  get profile(): Profile | undefined {
    if (this.#profile === undefined) {
      const fitted = this.members.map(({ boosted }) => boosted?.transforms.profile).find((profile) => profile !== undefined);
      this.#profile = fitted ?? fitProfile(this.panel, this.panel.origin, this.calendar) ?? null;
    }
    return this.#profile ?? undefined;
  }

  /** Which covariates can move its forecasts. The trees are asked when that is first of interest. */
  get reach(): CovariateReach {
    this.#reach ??= new CovariateReach(
      this.members.map(({ name, boosted }) =>
        boosted
          ? { name, splitsOn: splitCovariates(boosted.fitted), recursive: boosted.fitted.state.config.strategy === 'recursive' }
          : { name },
      ),
      this.state.weights,
      this.ref.horizon,
    );
    return this.#reach;
  }

  /** Bytes of the panel and what is kept beside it; native memory is not counted. */
  get bytes(): number {
    const { panel, members, mean } = this;
    const rows = panel.ds.length;
    const columns = 1 + Object.keys(panel.known).length + Object.keys(panel.past).length;
    const transforms = new Set([...members, { boosted: this.quantiles }].flatMap(({ boosted }) => boosted?.transforms ?? []));
    return (
      rows * (4 + 8 * columns) +
      [...transforms].reduce((sum, { bytes }) => sum + bytes, 0) +
      members.reduce((sum, { published }) => sum + (published?.byteLength ?? 0), 2 * mean.byteLength) +
      this.levels.bytes
    );
  }

  [Symbol.dispose](): void {
    for (const { boosted } of this.members) boosted?.fitted[Symbol.dispose]();
    this.quantiles?.[Symbol.dispose]();
  }
}

/** Transforms of the boosted members, by their specification as JSON. */
function transformsOf(members: readonly ServedMember[]): Map<string, WholeTransforms> {
  return new Map(members.flatMap(({ config, boosted }) => (boosted ? [[JSON.stringify(config.transforms), boosted.transforms]] : [])));
}

/** Members with weight at some step: the others change nothing. */
function membersWithSay(state: ForecasterState): MemberName[] {
  return (Object.keys(state.members) as MemberName[]).filter((name) => state.weights.some(({ weights }) => (weights[name] ?? 0) > 0));
}

async function servedMember(
  name: MemberName,
  state: ForecasterState,
  panel: Panel,
  calendar: HolidayCalendar,
  workspace: Workspace,
  others: readonly ServedMember[],
): Promise<ServedMember> {
  const config = state.members[name] as MemberConfig;
  if (!boosterOf(name)) return { name, config, published: await workspace.readNumbers(`members/${name}/forecast.f64`) };
  const { inner } = (await restoreMember(panel, state, name, calendar)) as FittedTransformed<FittedBoosted>;
  // Fitting a profile to all series is what takes longest: members with the same transforms share it.
  const same = JSON.stringify(config.transforms);
  const shared = others.find((other) => other.boosted && JSON.stringify(other.config.transforms) === same)?.boosted?.transforms;
  const transforms = shared ?? WholeTransforms.fit(config.transforms, panel, calendar);
  // Calendar features of all days are made once, for any part of the panel.
  inner.builder.on(panel);
  return { name, config, boosted: { fitted: inner, transforms } };
}

function adjustmentOf(mean: Float64Array, combined: Float64Array): Float64Array | undefined {
  const adjustment = mean.map((value, k) => (Number.isNaN(value) ? 0 : value - (combined[k] as number)));
  const isRounding = (value: number, k: number) => Math.abs(value) <= 1e-12 * Math.max(1, Math.abs(mean[k] as number));
  return adjustment.every(isRounding) ? undefined : adjustment;
}
