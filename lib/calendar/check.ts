import { editPlan } from '@/lib/data/plan/edit-plan';
import type { TableEdit } from '@/lib/data/plan/plan-edit';
import { AlmanacError, type ErrorItem } from '@/lib/errors';
import { emptyPlan } from './choices';
import type { Calendar, CalendarEntry } from './schema';

/**
 * Refuses events that speak of what the dataset does not have: all of them at once, by their place.
 * @throws AlmanacError `validation_failed`
 */
export function checkEntries({ kinds, choices }: Pick<Calendar, 'kinds' | 'choices'>, entries: readonly CalendarEntry[]): void {
  const problems: ErrorItem[] = [];
  const ids = new Set<string>();
  entries.forEach(({ id, edit }, index) => {
    const at = `entries.${index}`;
    if (ids.has(id)) problems.push({ path: `${at}.id`, message: 'is the id of another event' });
    ids.add(id);
    if (kinds === 'tables' && edit.kind === 'covariate')
      problems.push({ path: `${at}.edit.kind`, message: 'this dataset plans by promotions, prices and closures: use one of these' });
    if (kinds === 'covariates' && edit.kind !== 'covariate')
      problems.push({ path: `${at}.edit.kind`, message: 'this dataset has covariates only: use the kind covariate' });
    // Promotions are planned by region; one of a single store would cut the plan that what-if starts from into areas.
    if ((edit.kind === 'promotion' || edit.kind === 'no-promotion') && edit.store !== undefined)
      problems.push({ path: `${at}.edit.store`, message: 'promotions of the calendar are of regions; try one store as a what-if' });
    if (edit.kind === 'covariate' && kinds === 'covariates') {
      const known = choices.covariates.map(({ name }) => name);
      if (!known.includes(edit.name))
        problems.push({
          path: `${at}.edit.name`,
          message: `must be known ahead: ${known.join(', ') || 'this dataset has no such covariate'}`,
        });
      for (const key of Object.keys(edit.where))
        if (!Object.hasOwn(choices.keys, key))
          problems.push({
            path: `${at}.edit.where.${key}`,
            message: `is no key; those are ${Object.keys(choices.keys).join(', ') || 'none'}`,
          });
    }
  });
  const tables = entries.flatMap(({ edit }, index) => (edit.kind === 'covariate' ? [] : [{ edit: edit as TableEdit, index }]));
  if (kinds === 'tables' && tables.length > 0) {
    try {
      editPlan(
        emptyPlan(choices),
        tables.map(({ edit }) => edit),
        (k) => `entries.${tables[k]?.index}.edit`,
      );
    } catch (error) {
      if (!(error instanceof AlmanacError)) throw error;
      problems.push(...error.errors);
    }
  }
  if (problems.length > 0)
    throw new AlmanacError('validation_failed', problems.map(({ path, message }) => `${path}: ${message}`).join('; '), problems);
}
