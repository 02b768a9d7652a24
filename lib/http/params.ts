import { z } from 'zod';

/** Path parameters of everything that has an id. An id that cannot be is as unknown as one that is not there. */
export const idParams = z.object({ id: z.string() });

/** Path parameters of everything that has a name. */
export const nameParams = z.object({ name: z.string() });
