import { AlmanacError } from '@/lib/errors';

/** The key names of a level in their order: `store+category` is `['store', 'category']`, `total` has none. */
export function levelKeys(level: string): string[] {
  return level === 'total' ? [] : level.split('+');
}

/**
 * The id of one series: `<dataset>:<level>:<values>`, values in the level's order, percent-encoded, joined by `/`;
 * `<dataset>:total` for the one series of everything.
 * @throws Error where a key of the level is missing: a defect of the caller.
 */
export function seriesId(dataset: string, level: string, keys: Record<string, string>): string {
  const names = levelKeys(level);
  if (names.length === 0) return `${dataset}:${level}`;
  const values = names.map((name) => {
    const value = keys[name];
    if (value === undefined) throw new Error(`The key ${name} of level ${level} is missing from ${JSON.stringify(keys)}.`);
    return encodeURIComponent(value);
  });
  return `${dataset}:${level}:${values.join('/')}`;
}

/** What `seriesId` was made of. @throws AlmanacError `bad_request` where the text is no series id. */
export function parseSeriesId(id: string): { dataset: string; level: string; keys: Record<string, string> } {
  const [dataset, level, ...rest] = id.split(':');
  const values = rest.length === 0 ? [] : rest.join(':').split('/');
  const names = dataset && level ? levelKeys(level) : undefined;
  if (!dataset || !level || !names || names.length !== values.length) {
    throw new AlmanacError('bad_request', `${JSON.stringify(id)} is no series id.`, [
      { path: 'series', message: 'must be <dataset>:<level>:<key values>, such as sample-retailer:store:store_001' },
    ]);
  }
  try {
    return { dataset, level, keys: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(values[i] as string)])) };
  } catch (error) {
    throw new AlmanacError(
      'bad_request',
      `${JSON.stringify(id)} is not percent-encoded as a series id is.`,
      [{ path: 'series', message: 'a % must be followed by two hexadecimal digits' }],
      {
        cause: error,
      },
    );
  }
}
