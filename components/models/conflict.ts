import { ApiError } from '../api/client';

/** Whether somebody else has moved the alias since the page was read. */
export function isOvertaken(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'conflict' && error.errors.some(({ path }) => path === 'expectedVersion');
}

/** The same error, told so that a person knows what happened and what to do. */
export function overtaken(error: unknown): unknown {
  if (!isOvertaken(error)) return error;
  return new Error(`Somebody else was faster: ${error.message} Nothing was changed here. Reload and decide anew.`);
}
