import { access } from 'node:fs/promises';
import path from 'node:path';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import { projectRoot } from '@/lib/project';
import { displayUrl, probeAddress, requireKeyBeyondLoopback } from './address';
import { SupervisedChild } from './child';
import { type Database, openDatabase } from './database';
import { narrateRun, queueFirstRun } from './first-run';
import { removeLeftovers } from './leftovers';
import { lockDataFolder } from './lock';
import { recordOf, removeRuntime, writeRuntime } from './runtime';
import { requireSpace } from './space';

export interface SupervisorOptions {
  /** How the person started it, e.g. `npm start`. */
  name: string;
  web: boolean;
  worker: boolean;
  /** Pages are compiled when first asked for. */
  development?: boolean;
  /** Queue and narrate the first run where there is none. */
  sample: boolean;
  log: (line: string) => void;
}

/** Everything of one instance: the data folder's lock, the database, the site and the worker; started in this order and stopped in reverse. */
export class Supervisor {
  /** Resolves with why, when something without which nothing works has ended. */
  readonly failed: Promise<string>;
  private fail: (why: string) => void = () => undefined;
  private readonly closing: (() => Promise<void>)[] = [];
  private readonly children: SupervisedChild[] = [];
  private readonly narration = new AbortController();
  private readonly startedAt = new Date().toISOString();
  private database: Database | undefined;
  private url: string | null = null;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: SupervisorOptions) {
    this.failed = new Promise((resolve) => {
      this.fail = resolve;
    });
  }

  /** Returns once all parts are ready. What had been started when it fails is stopped by `stop`. */
  async start(): Promise<{ url: string | null; databaseUrl: string }> {
    const { HOST, PORT, ALMANAC_API_KEY, ALMANAC_DATA_DIR } = env();
    const { log } = this.options;
    if (this.options.web) requireKeyBeyondLoopback(HOST, ALMANAC_API_KEY);
    this.closing.push(await lockDataFolder(ALMANAC_DATA_DIR, this.options.name));
    await requireSpace(ALMANAC_DATA_DIR);
    await removeLeftovers(ALMANAC_DATA_DIR);
    if (this.options.web && PORT !== 0) await probeAddress(HOST, PORT);

    const database = await openDatabase(log);
    this.database = database;
    this.closing.push(database.stop);
    void database.server?.exited.then(() => this.fail('The database ended.'));
    this.closing.push(() => removeRuntime(ALMANAC_DATA_DIR));
    await this.record();
    this.closing.push(() => db().$disconnect());
    // The schedule's row carries what ALMANAC_SCHEDULE says, also where nobody looks at it.
    await getSchedule();

    const run = this.options.sample ? await queueFirstRun() : undefined;
    this.closing.push(() => this.stopChildren());
    const [url] = await Promise.all([this.options.web ? this.startWeb() : null, this.options.worker ? this.startWorker() : null]);
    this.url = url;
    await this.record();
    if (run)
      void narrateRun(run, log, this.narration.signal).catch((error: unknown) => log(`The first run cannot be followed: ${String(error)}`));
    return { url, databaseUrl: database.url };
  }

  /** Stops everything in the reverse order of its start. Safe to call at any time and more than once. */
  stop(): Promise<void> {
    this.stopped ??= this.close();
    return this.stopped;
  }

  /** Ends the children without asking; the database recovers by itself at the next start. */
  kill(): void {
    for (const child of this.children) child.kill();
  }

  /** Starts the worker anew, with the bundle as it is now. */
  restartWorker(): void {
    this.children.find((child) => child.name === 'worker')?.restart();
  }

  private async close(): Promise<void> {
    this.narration.abort();
    for (const step of this.closing.reverse()) {
      try {
        await step();
      } catch (error) {
        // The rest must be stopped all the same.
        this.options.log(`While stopping: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private async stopChildren(): Promise<void> {
    await Promise.all(this.children.map((child) => child.stop()));
  }

  private async startWeb(): Promise<string> {
    const { HOST } = env();
    const environment: Record<string, string> = {
      NODE_ENV: this.options.development ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    };
    const address = await (await this.child('web', environment)).start();
    const port = new URL(address ?? '').port;
    // Should it crash, it comes back at the same address, also where the first one was any free port.
    environment.PORT = port;
    return displayUrl(HOST, Number(port));
  }

  private async startWorker(): Promise<void> {
    await (await this.child('worker', {})).start();
  }

  private async child(name: string, environment: Record<string, string>): Promise<SupervisedChild> {
    const entry = path.join(projectRoot(), 'dist', `${name}.mjs`);
    await access(entry);
    const onSpawn = () => void this.record().catch((error: unknown) => this.options.log(`runtime.json: ${String(error)}`));
    const child = new SupervisedChild({ name, entry, environment, log: this.options.log, onSpawn });
    this.children.push(child);
    return child;
  }

  private recording: Promise<void> = Promise.resolve();

  /** Writes runtime.json as things are when its turn comes. */
  private record(): Promise<void> {
    const write = async () => {
      if (!this.database || this.stopped) return;
      const running = this.children.flatMap((child) => (child.pid === undefined ? [] : [recordOf(child.name, child.pid)]));
      const children = this.database.server ? [...running, recordOf('postgres', this.database.server.pid)] : running;
      await writeRuntime(env().ALMANAC_DATA_DIR, {
        ...recordOf(this.options.name, process.pid),
        url: this.url,
        databaseUrl: this.database.url,
        startedAt: this.startedAt,
        children,
      });
    };
    this.recording = this.recording.then(write, write);
    return this.recording;
  }
}
