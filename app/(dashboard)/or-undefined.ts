import { AlmanacError, type ErrorCode } from '@/lib/errors';

/**
 * What a service answers; undefined where it says that there is no such thing, as after it was removed elsewhere.
 * @param codes what counts as that
 */
export async function orUndefined<T>(answer: Promise<T>, codes: ErrorCode[] = ['not_found']): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AlmanacError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
