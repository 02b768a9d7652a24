import { noHolidays } from '@/lib/features/calendar';
import { columnGroups } from '@/lib/features/columns';
import { DayTable } from '@/lib/features/day-table';
import type { FittedBoosted } from '@/lib/models/boosted';
import { featureSpec } from '@/lib/models/boosted-config';
import type { MemberName } from '@/lib/models/members/member';
import type { ForecasterState } from '@/lib/pipeline/champion';

/** A member with a say, as far as covariates go. */
export interface ReachMember {
  name: MemberName;
  /** Covariates that some tree of it splits on; undefined for a member that reads none. */
  splitsOn?: ReadonlySet<string>;
  /** It feeds its forecasts back as lags, so that what moves one step moves those after it. */
  recursive?: boolean;
}

/** Whether a covariate known ahead can move a forecaster's forecasts, and at which steps. */
export class CovariateReach {
  /** @param weights of the members by block of steps; @param horizon steps that were published */
  constructor(
    private readonly members: readonly ReachMember[],
    private readonly weights: ForecasterState['weights'],
    private readonly horizon: number,
  ) {}

  /** Whether telling a covariate otherwise at a step can move the forecast of that step, or of a later one. */
  moves(name: string, step: number): boolean {
    return this.members.some((member) => {
      if (!member.splitsOn?.has(name)) return false;
      for (let at = step; at <= (member.recursive ? this.horizon : step); at++) if (this.hasSay(member.name, at)) return true;
      return false;
    });
  }

  /** Why it moves nothing, in words that go on from "changes nothing": which members forecast, and which read covariates. */
  whyNot(name: string): string {
    const reading = this.members.filter(({ splitsOn }) => splitsOn);
    const learnt = reading.filter(({ splitsOn }) => splitsOn?.has(name));
    const all = listed(this.members);
    if (reading.length === 0) return `no member of this forecaster reads covariates; it is made of ${all} alone`;
    if (learnt.length === 0)
      return `${listed(reading)} read${reading.length === 1 ? 's' : ''} covariates, but learnt nothing from this one; the forecaster is made of ${all}`;
    return `only ${listed(learnt)} of this forecaster's members read${learnt.length === 1 ? 's' : ''} it, without a say so far ahead`;
  }

  private hasSay(name: MemberName, step: number): boolean {
    const block = this.weights.find(({ to }) => step <= to) ?? this.weights.at(-1);
    return (block?.weights[name] ?? 0) > 0;
  }
}

/** The covariates known ahead that some tree of a boosted model splits on. */
export function splitCovariates(fitted: FittedBoosted): Set<string> {
  const { config, encoding, covariates, frequency } = fitted.state;
  const spec = featureSpec(config);
  const splits = fitted.importance('split');
  const days = new DayTable(spec, noHolidays, frequency).names;
  // A column may have another name than its covariate, where that is taken.
  return new Set(
    columnGroups(spec, encoding, covariates, days).flatMap((group) => {
      if (group.kind !== 'known') return [];
      return (splits[fitted.featureNames.indexOf(group.names[0] as string)] ?? 0) > 0 ? [group.name] : [];
    }),
  );
}

function listed(members: readonly ReachMember[]): string {
  return members.map(({ name }) => name).join(', ');
}
