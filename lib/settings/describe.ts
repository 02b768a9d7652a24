import { env } from '@/lib/env';

/** What a setting is about. */
export const settingGroups = ['Site', 'Access', 'Pipeline', 'Database', 'Artifacts', 'Durable functions', 'Imports', 'Libraries'] as const;
export type SettingGroup = (typeof settingGroups)[number];

export interface Setting {
  name: string;
  group: SettingGroup;
  /** What it does, in a line. */
  does: string;
  /** Whether the environment says it, or it is as it comes. */
  from: 'environment' | 'default' | 'none';
  /** What may be shown of its value; null for a secret, and for none. */
  value: string | null;
}

type Shown = 'value' | 'address' | 'secret';

/** Every variable of `lib/env.ts`: its group, how much of it may be seen, and what it does. A test holds the two lists together. */
const described: Record<string, [SettingGroup, Shown, string]> = {
  PORT: ['Site', 'value', 'Port of the site; 0 takes any free one.'],
  HOST: ['Site', 'value', 'Address that the site listens on. Beyond loopback, it needs a key.'],
  ALMANAC_WEB: ['Site', 'value', 'off: an instance that works and answers nobody.'],
  ALMANAC_WORKER: ['Site', 'value', 'off: an instance that answers and does no work.'],
  LOG_LEVEL: ['Site', 'value', 'The least serious messages that the log has.'],
  ALMANAC_API_KEY: ['Access', 'secret', 'The secret that every client has to send.'],
  ALMANAC_SCHEDULE: ['Pipeline', 'value', 'When the pipeline runs by itself, until somebody chooses otherwise.'],
  ALMANAC_SAMPLE: ['Pipeline', 'value', 'off: start without the sample retailer and its first run.'],
  ALMANAC_RETENTION_DAYS: ['Pipeline', 'value', 'Days after which what was deleted is removed for good.'],
  DATABASE_URL: ['Database', 'secret', 'A PostgreSQL in place of the embedded one, which sets it for its own programs.'],
  ALMANAC_DATA_DIR: ['Artifacts', 'value', 'Folder of the embedded database, of files and of libraries.'],
  S3_ENDPOINT: ['Artifacts', 'address', 'An S3 store in place of the file system.'],
  AWS_S3_BUCKET: ['Artifacts', 'value', 'Bucket of that store.'],
  AWS_REGION: ['Artifacts', 'value', 'Region of that store.'],
  AWS_ACCESS_KEY_ID: ['Artifacts', 'secret', 'Who we are to that store.'],
  AWS_SECRET_ACCESS_KEY: ['Artifacts', 'secret', 'The secret that goes with it.'],
  INNGEST_BASE_URL: ['Durable functions', 'address', 'An Inngest server in place of the embedded engine.'],
  INNGEST_DEV: ['Durable functions', 'address', 'Inngest’s development server, which asks for no keys.'],
  INNGEST_EVENT_KEY: ['Durable functions', 'secret', 'Key for sending events to Inngest.'],
  INNGEST_SIGNING_KEY: ['Durable functions', 'secret', 'Key by which Inngest’s calls are known.'],
  ALMANAC_IMPORT_FOLDER: ['Imports', 'value', 'Folder of the server that clients may import from.'],
  ALMANAC_IMPORT_REMOTE: ['Imports', 'value', 'on: clients may import from databases and buckets that they name.'],
  ALMANAC_SOURCE_URL: ['Imports', 'secret', 'PostgreSQL that npm run import reads.'],
  LIGHTGBM_LIBRARY: ['Libraries', 'value', 'A LightGBM of your own.'],
  XGBOOST_LIBRARY: ['Libraries', 'value', 'An XGBoost of your own.'],
  ALMANAC_NO_INSTALL: ['Libraries', 'value', '1: set-up installs no system packages.'],
};

/** Every setting with what may be seen of it. Secrets say only whether they are there. */
export function describeSettings(environment: NodeJS.ProcessEnv = process.env): Setting[] {
  const values = env() as Record<string, unknown>;
  return Object.entries(described).map(([name, [group, shown, does]]) => {
    const given = environment[name] !== undefined && environment[name] !== '';
    const value = values[name];
    const from = given ? 'environment' : value === undefined || value === false ? 'none' : 'default';
    return {
      name,
      group,
      does,
      from,
      value: from === 'none' || shown === 'secret' ? null : shown === 'address' ? origin(value) : String(value),
    };
  });
}

/** An address without the user and password that it may hold; what is no address is not shown either. */
function origin(value: unknown): string | null {
  const text = String(value);
  // INNGEST_DEV may be `1` in place of an address.
  if (/^\d$/.test(text)) return text;
  return URL.canParse(text) ? new URL(text).origin : null;
}
