import { useState } from 'react';
import { ApiError } from '../api/client';

/** Whether somebody else has moved the alias since the page was read. */
function isOvertaken(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'conflict' && error.errors.some(({ path }) => path === 'expectedVersion');
}

/**
 * For moves of an alias that somebody else may make at the same time: `late` once that has happened, until it is forgotten.
 * `attempt` does the work and throws what goes wrong, told so that a person knows what happened and what to do.
 */
export function useOvertaken(): { late: boolean; forget: () => void; attempt: (work: () => Promise<void>) => Promise<void> } {
  const [late, setLate] = useState(false);
  return {
    late,
    forget: () => setLate(false),
    attempt: async (work) => {
      try {
        await work();
      } catch (error) {
        if (!isOvertaken(error)) throw error;
        setLate(true);
        throw new Error(`Somebody else was faster: ${error.message} Nothing was changed here. Reload and decide anew.`);
      }
    },
  };
}
