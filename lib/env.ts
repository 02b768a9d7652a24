import path from 'node:path';
import { z } from 'zod';

const optional = z.string().optional();
const flag = optional.transform((value) => value !== undefined && value !== '0' && value !== 'false');

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  ALMANAC_DATA_DIR: z
    .string()
    .default('.almanac')
    .transform((dir) => path.resolve(dir)),
  /** Needed by every client where HOST is not loopback. */
  ALMANAC_API_KEY: optional,
  /** `off` starts without the sample retailer and its first run. */
  ALMANAC_SAMPLE: z.enum(['on', 'off']).default('on'),
  /** `off` starts without pages and REST: an instance that only works. */
  ALMANAC_WEB: z.enum(['on', 'off']).default('on'),
  /** `off` starts without a worker: an instance that only answers. */
  ALMANAC_WORKER: z.enum(['on', 'off']).default('on'),
  /** Cron of the weekly pipeline, with an optional `TZ=` prefix as Inngest writes it. */
  ALMANAC_SCHEDULE: z.string().default('TZ=UTC 0 6 * * 1'),
  /** Days after which deleted runs, logged models and experiments are removed for good, with their artifacts. */
  ALMANAC_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(30),
  /** Folder of the server below which clients of the API may import files; none where it is not set. */
  ALMANAC_IMPORT_FOLDER: optional,
  /** `on` lets clients of the API import from databases and buckets that they name. */
  ALMANAC_IMPORT_REMOTE: z.enum(['on', 'off']).default('off'),
  /** PostgreSQL that `npm run import -- --sql` reads; as a setting, its password is on no command line. */
  ALMANAC_SOURCE_URL: optional,
  DATABASE_URL: optional,
  S3_ENDPOINT: optional,
  AWS_S3_BUCKET: z.string().default('almanac'),
  AWS_ACCESS_KEY_ID: optional,
  AWS_SECRET_ACCESS_KEY: optional,
  AWS_REGION: z.string().default('us-east-1'),
  INNGEST_BASE_URL: optional,
  INNGEST_DEV: optional,
  INNGEST_EVENT_KEY: optional,
  INNGEST_SIGNING_KEY: optional,
  LIGHTGBM_LIBRARY: optional,
  XGBOOST_LIBRARY: optional,
  ALMANAC_NO_INSTALL: flag,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Env = z.infer<typeof schema>;

/** The names of all settings, as `.env.example` has them. */
export const settingNames = Object.keys(schema.shape);

let parsed: Env | undefined;

/**
 * The process's settings, parsed once. Unset and empty mean the same, as they do in compose files.
 * @throws Error naming each variable that is wrong and why.
 */
export function env(): Env {
  if (parsed) return parsed;
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw Object.assign(new Error(`These environment variables are not usable:\n${lines.join('\n')}`), { name: 'SettingsError' });
  }
  parsed = result.data;
  return parsed;
}

/** Parses the settings anew: for the few that change variables after the start, such as the supervisor once it has a database. */
export function reloadEnv(): Env {
  parsed = undefined;
  return env();
}

/** Where durable functions run: in our own worker, or under an Inngest server. */
export function durableHost(): 'embedded' | 'inngest' {
  return env().INNGEST_BASE_URL || env().INNGEST_DEV ? 'inngest' : 'embedded';
}
