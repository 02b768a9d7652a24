import { invalid } from '@/lib/errors';

/** A filter or an order that cannot be understood; the message says which part, in the words that MLflow's users know. */
export function badFilter(message: string): Error {
  return invalid('filter', message);
}

export function badOrder(message: string): Error {
  return invalid('orderBy', message);
}
