import { isoDate, parseDay } from '@/lib/data/days';
import { periodSpan } from '@/lib/data/period-clock';
import { editPlan } from '@/lib/data/plan/edit-plan';
import type { SalesPlan } from '@/lib/data/plan/plan';
import { planCovariates } from '@/lib/data/plan/plan-covariates';
import type { CovariateEdit, PlanEdit, TableEdit } from '@/lib/data/plan/plan-edit';
import { AlmanacError, type ErrorItem } from '@/lib/errors';
import type { PlannedParts } from '@/lib/serving/forecaster/planned-parts';
import type { ForecastWarning, Override } from '@/lib/serving/order';

export interface Future {
  /** Covariates that are otherwise than planned, by part and date. */
  rows: Override[];
  /** Edits that change nothing of the series. */
  warnings: ForecastWarning[];
}

type Facts = Pick<PlannedParts, 'series' | 'frequency' | 'weekLabel' | 'dates' | 'known' | 'parts'>;

/**
 * The covariates that edits make of what is planned. Edits of the plan's tables come first, as covariates are made of those; then
 * covariates told by name.
 * @param plan undefined where the dataset has covariates only
 * @param keepOver take edits that are over for no mistake: they change nothing any more
 * @throws AlmanacError `validation_failed` naming every edit that is wrong
 */
export function futureOf(facts: Facts, plan: SalesPlan | undefined, edits: readonly PlanEdit[], keepOver = false): Future {
  const labels = facts.dates.map(parseDay);
  const spans = labels.map((label) => periodSpan(facts.frequency, label, facts.weekLabel));
  const inside = edits.map(({ from, to }) =>
    spans.flatMap(({ first, last }, k) => (first <= parseDay(to) && last >= parseDay(from) ? [k] : [])),
  );
  const [first, last] = [spans[0]?.first ?? 0, spans.at(-1)?.last ?? 0];
  const problems: ErrorItem[] = edits.flatMap(({ from, to }, index) => {
    if ((inside[index]?.length ?? 0) > 0 || (keepOver && parseDay(to) < first)) return [];
    return [
      { path: `edits.${index}.from`, message: `${from} to ${to} is outside the horizon, which is ${isoDate(first)} to ${isoDate(last)}` },
    ];
  });
  const tables = edits.flatMap((edit, index) => (edit.kind === 'covariate' ? [] : [{ edit, index }]));
  const named = edits.flatMap((edit, index) => (edit.kind === 'covariate' ? [{ edit, index }] : []));
  if (tables.length > 0 && !plan)
    problems.push(...tables.map(({ edit, index }) => ({ path: `edits.${index}.kind`, message: whyNoTables(edit, facts) })));
  const values = facts.parts.map(({ planned }) => Object.fromEntries(Object.entries(planned).map(([name, own]) => [name, own.slice()])));
  if (plan && tables.length > 0) {
    const own = collected(problems, () =>
      editPlan(
        plan,
        tables.map(({ edit }) => edit),
        (k) => `edits.${tables[k]?.index}`,
      ),
    );
    if (own) applyPlan(facts, plan, own, labels, values);
  }
  for (const { edit, index } of named) problems.push(...applyNamed(facts, edit, `edits.${index}`, inside[index] ?? [], values));
  if (problems.length > 0)
    throw new AlmanacError('validation_failed', problems.map(({ path, message }) => `${path}: ${message}`).join('; '), problems);
  return {
    rows: changedRows(facts, values),
    warnings: tables.flatMap(({ edit }) => (plan && isElsewhere(facts, edit, plan) ? [elsewhere(facts, edit)] : [])),
  };
}

function collected<Value>(problems: ErrorItem[], made: () => Value): Value | undefined {
  try {
    return made();
  } catch (error) {
    if (!(error instanceof AlmanacError)) throw error;
    problems.push(...error.errors);
    return undefined;
  }
}

/** What the edited plan says otherwise than the plan itself. What neither tells apart stays as the forecast took it. */
function applyPlan(
  { frequency, parts }: Facts,
  plan: SalesPlan,
  edited: SalesPlan,
  labels: number[],
  values: Record<string, Float64Array>[],
): void {
  const [before, after] = [plan, edited].map((one) => planCovariates(one, frequency, labels)) as [
    ReturnType<typeof planCovariates>,
    ReturnType<typeof planCovariates>,
  ];
  parts.forEach(({ keys }, part) => {
    const [was, is] = [before(keys), after(keys)];
    for (const [name, own] of Object.entries(is)) {
      const to = values[part]?.[name];
      if (to)
        own.forEach((value, k) => {
          if (value !== was[name]?.[k]) to[k] = value;
        });
    }
  });
}

function applyNamed(
  { parts, known, dates }: Facts,
  { where, name, value, change }: CovariateEdit,
  path: string,
  steps: number[],
  values: Record<string, Float64Array>[],
): ErrorItem[] {
  if (!known.some((one) => one.name === name))
    return [
      {
        path: `${path}.name`,
        message: `is no covariate that is known ahead; those are ${known.map((one) => one.name).join(', ') || 'none'}`,
      },
    ];
  const keys = new Set(parts.flatMap((part) => Object.keys(part.keys)));
  const odd = Object.keys(where).filter((key) => !keys.has(key));
  if (odd.length > 0)
    return odd.map((key) => ({
      path: `${path}.where`,
      message: `no part of this series has the key ${key}; their keys are ${[...keys].join(', ') || 'none'}`,
    }));
  const fits = parts.flatMap((part, k) => (Object.entries(where).every(([key, own]) => part.keys[key] === own) ? [k] : []));
  if (fits.length === 0) return [{ path: `${path}.where`, message: 'fits no part of this series' }];
  for (const part of fits) {
    const own = values[part]?.[name] as Float64Array;
    for (const step of steps) {
      if (value !== undefined) own[step] = value;
      else if (Number.isNaN(own[step]))
        return [{ path: `${path}.change`, message: `${name} is not planned for ${parts[part]?.id} on ${dates[step]}: give a value` }];
      else own[step] = (own[step] as number) * (1 + (change as number));
    }
  }
  return [];
}

function changedRows({ parts, dates }: Facts, values: Record<string, Float64Array>[]): Override[] {
  return parts.flatMap(({ id, planned }, part) =>
    dates.flatMap((date, k): Override[] => {
      const own = Object.entries(values[part] ?? {}).flatMap(([name, now]): [string, number][] =>
        Object.is(now[k], planned[name]?.[k]) ? [] : [[name, now[k] as number]],
      );
      return own.length > 0 ? [{ path: 'edits', series: id, date, values: own }] : [];
    }),
  );
}

/** Whether an edit is of stores or goods that the series has no part in. */
function isElsewhere({ parts }: Facts, edit: TableEdit, { assortment }: SalesPlan): boolean {
  const scope = edit as { store?: string; region?: string; category?: string; product?: string };
  const category = scope.category ?? (scope.product === undefined ? undefined : assortment.products.get(scope.product));
  return parts.every(({ keys }) => {
    const region = keys.store === undefined ? undefined : assortment.stores.get(keys.store);
    const other = (own: string | null | undefined, told: string | undefined) => own !== undefined && told !== undefined && own !== told;
    return (
      other(keys.store, scope.store) || other(region, scope.region) || other(keys.category, category) || other(keys.product, scope.product)
    );
  });
}

function elsewhere({ series }: Facts, edit: TableEdit): ForecastWarning {
  const scope = edit as { store?: string; region?: string; category?: string; product?: string };
  const of = [scope.store, scope.region, scope.category, scope.product].filter((part) => part !== undefined).join(', ');
  return { covariate: edit.kind, message: `of ${of} changes nothing of ${series.id}, which has no part in it` };
}

function whyNoTables(edit: TableEdit, { known }: Facts): string {
  return `there are no tables of promotions, prices and closures behind this forecast to make a ${edit.kind} of: use the kind covariate, with one of ${known.map(({ name }) => name).join(', ') || 'none'}, or run the pipeline again where the dataset has such tables`;
}
