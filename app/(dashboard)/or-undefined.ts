import { AlmanacError } from '@/lib/errors';

/** What a service answers; undefined where it says that there is no such thing, as after it was removed elsewhere. */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
    throw error;
  }
}
