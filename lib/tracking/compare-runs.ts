import { notFound } from '@/lib/errors';
import type { ComparedValues, RunComparison } from './schema';
import { getTrackedRuns } from './tracked-runs';

/**
 * Runs beside each other: of each parameter and metric that any of them has, the value of each, in the order of the ids.
 * @throws AlmanacError `not_found` naming each id that there is none of
 */
export async function compareRuns(ids: string[], { differing }: { differing: boolean }): Promise<RunComparison> {
  const runs = await getTrackedRuns(ids);
  const found = new Set(runs.map(({ id }) => id));
  const lost = ids.filter((id) => !found.has(id));
  if (lost.length > 0) throw notFound(`There is no run ${lost.join(', ')}.`, 'ids');
  const shown = <Value>(rows: ComparedValues<Value>[]) => rows.filter(({ differs }) => differs || !differing);
  return {
    runs: runs.map(({ params: _, metrics: __, tags: ___, ...run }) => run),
    params: shown(compared(runs.map(({ params }) => params))),
    metrics: shown(compared(runs.map(({ metrics }) => metrics))).map((row) => ({ ...row, ...extent(row.values) })),
  };
}

/** One row a key, in order of key; null where a run has not logged it. */
function compared<Value>(records: Record<string, Value>[]): ComparedValues<Value>[] {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
  return keys.map((key) => {
    const values = records.map((record) => (Object.hasOwn(record, key) ? (record[key] as Value) : null));
    return { key, values, differs: values.some((value) => value !== values[0]) };
  });
}

/** The least and the greatest of the values that are numbers. */
function extent(values: (number | null)[]): { least: number | null; greatest: number | null } {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? { least: null, greatest: null } : { least: Math.min(...numbers), greatest: Math.max(...numbers) };
}
