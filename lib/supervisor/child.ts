import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error';

/** What a child says over IPC. */
export type ChildMessage = { type: 'ready'; url?: string } | { type: 'failed'; message: string };

export interface ChildOptions {
  name: string;
  /** A bundle under dist/. */
  entry: string;
  environment: Record<string, string>;
  log: (line: string) => void;
  onSpawn: () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** One that lived this long had started well, so that its crash counts as the first. */
const STEADY_MS = 60_000;
const STOP_MS = 6000;

/** A process of ours that is started again when it crashes. It ends by itself when our end of its IPC channel goes. */
export class SupervisedChild {
  private process: ChildProcess | undefined;
  private stopping = false;
  private wasReady = false;
  private pause = FIRST_PAUSE_MS;
  private readonly waking = new AbortController();

  constructor(private readonly options: ChildOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.process?.exitCode === null && this.process.signalCode === null ? this.process.pid : undefined;
  }

  /** Resolves at the child's first `ready`, with its URL where it has one. @throws Error when it says that it cannot start. */
  start(): Promise<string | undefined> {
    return new Promise((resolve, reject) => this.spawn(resolve, reject));
  }

  /** Ends the process; it is then started again at once. For development, when its code has changed. */
  restart(): void {
    this.pause = 0;
    this.process?.kill('SIGTERM');
  }

  /** SIGTERM, and SIGKILL to it and all it started when it is still there seconds later. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.waking.abort();
    const child = this.process;
    if (!child || this.pid === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const inTime = await Promise.race([ended.then(() => true), sleep(STOP_MS, false, { ref: false })]);
    if (inTime) return;
    this.options.log(`The ${this.name} process did not stop in time and was ended.`);
    this.kill();
    await ended;
  }

  /** Ends the process and all it started, now. */
  kill(): void {
    this.stopping = true;
    const pid = this.pid;
    if (pid === undefined) return;
    try {
      // Children lead groups of their own, so that Ctrl-C reaches only the supervisor, which ends them in order.
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.process?.kill('SIGKILL');
    }
  }

  private spawn(ready: (url?: string) => void, failed: (error: Error) => void): void {
    const started = Date.now();
    const child = fork(this.options.entry, [], {
      detached: true,
      execArgv: ['--enable-source-maps'],
      env: { ...process.env, ...this.options.environment },
    });
    this.process = child;
    this.options.onSpawn();
    // Saying why it cannot start is final at the first start; later it is one more crash.
    let refused = false;
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'ready') {
        this.wasReady = true;
        ready(message.url);
      } else if (message.type === 'failed') {
        refused = !this.wasReady;
        if (refused) failed(new StartError(message.message));
        else this.options.log(message.message);
      }
    });
    child.on('error', (error) => failed(error));
    child.on('exit', (code, signal) => {
      if (this.stopping || refused) return;
      void this.again(ready, failed, Date.now() - started, signal ?? `code ${code}`);
    });
  }

  private async again(ready: (url?: string) => void, failed: (error: Error) => void, lived: number, how: string): Promise<void> {
    if (lived > STEADY_MS) this.pause = FIRST_PAUSE_MS;
    if (this.pause > 0) this.options.log(`The ${this.name} process ended (${how}); starting it again in ${this.pause / 1000} s.`);
    await sleep(this.pause, undefined, { signal: this.waking.signal }).catch(() => undefined);
    if (this.stopping) return;
    this.pause = Math.min(Math.max(this.pause * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    this.spawn(ready, failed);
  }
}
