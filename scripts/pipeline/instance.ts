import { db } from '@/lib/db';
import { durableHost, env, reloadEnv } from '@/lib/env';
import { closeNotifications } from '@/lib/listen';
import { livingWorkers } from '@/lib/monitoring/engine';
import { runningInstance } from '@/lib/supervisor/runtime';
import { Supervisor } from '@/lib/supervisor/supervisor';

export interface Instance {
  /** Address of the site, where it has one. */
  url: string | null;
  close(): Promise<void>;
}

/**
 * The instance that runs on the data folder, or else the parts that a command needs (the database and, for runs, a worker), started for
 * as long as it lasts.
 * @param name how the person started the command
 * @throws StartError where they cannot be started.
 */
export async function openInstance(
  say: (line: string) => void,
  { name = 'npm run pipeline', worker = true }: { name?: string; worker?: boolean } = {},
): Promise<Instance> {
  const running = await runningInstance(env().ALMANAC_DATA_DIR);
  if (running) {
    process.env.DATABASE_URL = running.databaseUrl;
    reloadEnv();
    if (worker && durableHost() === 'embedded' && (await livingWorkers()) === 0)
      say(`The instance of ${running.name} (process ${running.pid}) has no worker at the moment; the run waits for one.`);
    return { url: running.url, close: disconnect };
  }
  const supervisor = new Supervisor({ name, web: false, worker, sample: false, log: say });
  try {
    await supervisor.start();
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  process.on('exit', () => supervisor.kill());
  return {
    url: null,
    close: async () => {
      await closeNotifications();
      await supervisor.stop();
    },
  };
}

async function disconnect(): Promise<void> {
  await closeNotifications();
  await db().$disconnect();
}
