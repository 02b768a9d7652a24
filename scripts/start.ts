// `npm start`: everything of one instance under one process. Ctrl-C or SIGTERM stop it in good order; a second one at once.
import { env } from '@/lib/env';
import { explain } from '@/lib/supervisor/start-error';

const development = process.argv.includes('--dev');
const started = Date.now();
const log = (line: string) => console.log(line);

/** Prints why, as a line where its reader can mend it and with the stack where it is our defect. */
function complain(error: unknown): void {
  console.error(explain(error) ?? error);
}

async function main(): Promise<number> {
  // The children's structured logs would bury these lines; whoever wants them says LOG_LEVEL=info.
  process.env.LOG_LEVEL ||= 'warn';
  const { ALMANAC_SAMPLE, ALMANAC_WEB, ALMANAC_WORKER } = env();
  // After the settings have been found usable: modules read them while they load.
  const { Supervisor } = await import('@/lib/supervisor/supervisor');
  const supervisor = new Supervisor({
    name: development ? 'npm run dev' : 'npm start',
    web: ALMANAC_WEB === 'on',
    worker: ALMANAC_WORKER === 'on',
    sample: ALMANAC_SAMPLE === 'on' && ALMANAC_WORKER === 'on',
    development,
    log,
  });
  const asked = new Promise<string>((resolve) => {
    let times = 0;
    const stop = (signal: NodeJS.Signals) => {
      times += 1;
      if (times > 1) {
        supervisor.kill();
        process.exit(130);
      }
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  });
  process.on('message', (message) => {
    if (message === 'restart-worker') supervisor.restartWorker();
  });
  process.on('exit', () => supervisor.kill());

  let status = 0;
  try {
    const ready = supervisor.start().then(({ url }) => {
      log(`Almanac is ready${url ? ` at ${url}` : ''} (${((Date.now() - started) / 1000).toFixed(1)} s). Ctrl-C stops it.`);
      return supervisor.failed;
    });
    const ended = await Promise.race([ready.then((why) => ({ why })), asked.then((signal) => ({ signal }))]);
    // A start that is interrupted fails somewhere on its way; that is no news.
    ready.catch(() => undefined);
    if ('why' in ended) {
      console.error(ended.why);
      status = 1;
    } else log('Stopping …');
  } catch (error) {
    complain(error);
    status = 1;
  }
  await supervisor.stop();
  return status;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    complain(error);
    process.exit(1);
  },
);
