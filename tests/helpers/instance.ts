import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isSame } from '@/lib/process/identity';
import { projectRoot } from '@/lib/project';
import type { Runtime } from '@/lib/supervisor/runtime';

/** Makes dist/ what the sources say; nothing where it is that already. */
export function buildPrograms(): void {
  execFileSync(process.execPath, [path.join(projectRoot(), 'scripts', 'build.mjs')], { stdio: 'pipe' });
}

/** `node dist/start.mjs` as a person would run it, without the site and the sample unless asked for. */
export class Instance {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;

  constructor(
    readonly dataDir: string,
    environment: Record<string, string> = {},
  ) {
    const { DATABASE_URL: _, ...inherited } = process.env;
    this.process = spawn(process.execPath, ['--enable-source-maps', path.join(projectRoot(), 'dist', 'start.mjs')], {
      cwd: projectRoot(),
      env: {
        ...inherited,
        ALMANAC_WEB: 'off',
        ALMANAC_SAMPLE: 'off',
        PORT: '0',
        ALMANAC_DATA_DIR: dataDir,
        ...environment,
      } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    // `exit`, not `close`: an orphaned child keeps the pipes open.
    this.ended = new Promise((resolve) => this.process.once('exit', (code) => resolve(code)));
  }

  get pid(): number {
    return this.process.pid as number;
  }

  runtime(): Runtime {
    return JSON.parse(readFileSync(path.join(this.dataDir, 'runtime.json'), 'utf8')) as Runtime;
  }

  /** @throws Error with the output when it ends before. */
  async ready(): Promise<Runtime> {
    await this.until(() => this.output.includes('Almanac is ready'));
    return this.runtime();
  }

  async until(condition: () => boolean): Promise<void> {
    let ended = false;
    void this.ended.then(() => {
      ended = true;
    });
    while (!condition()) {
      if (ended) throw new Error(`Almanac ended before:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  async stop(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    return this.ended;
  }
}

/** Resolves when none of the recorded processes is left. */
export async function allGone(runtime: Runtime, names = runtime.children.map((child) => child.name)): Promise<void> {
  const watched = runtime.children.filter((child) => names.includes(child.name));
  while (watched.some((child) => isSame(child.pid, child.start))) await new Promise((resolve) => setTimeout(resolve, 50));
}
