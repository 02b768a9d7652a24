import { invalid } from '@/lib/errors';

/** The part of a text that is wrong: from its first character to before `to`. */
export interface Place {
  from: number;
  to: number;
}

/** Beside the errors rather than in them: what a client is answered has the words, an editor asks for the place too. */
const places = new WeakMap<Error, Place>();

/** A filter or an order that cannot be understood; the message says which part, in the words that MLflow's users know. */
export function badFilter(message: string, place?: Place): Error {
  const error = invalid('filter', message);
  if (place) places.set(error, place);
  return error;
}

export function badOrder(message: string): Error {
  return invalid('orderBy', message);
}

/** Where in the filter an error is, as far as it is known. */
export function placeOf(error: unknown): Place | undefined {
  return error instanceof Error ? places.get(error) : undefined;
}
