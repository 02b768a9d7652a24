import { z } from 'zod';

const name = '[a-z][a-z0-9_]{0,62}';

/** A level as clients write it. Whether a dataset has it is told by the dataset's structure. */
export const levelName = z
  .string()
  .max(255)
  .regex(new RegExp(`^${name}(\\+${name})*$`), 'must be total, or names of keys and attributes joined by +, such as store+category');
