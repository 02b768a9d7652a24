import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { projectRoot } from '@/lib/project';
import type { Runtime } from '@/lib/supervisor/runtime';

/** An instance as `npm start` makes it, in a data folder of its own; by default with the sample retailer and its first run. */
export class BenchInstance {
  readonly dataDir = mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-'));
  /** Environment that names the libraries. */
  readonly libraries: Record<string, string>;
  private readonly child: ChildProcess;
  private output = '';
  private ended = false;

  /**
   * @param installed data folder whose native libraries are used
   * @param settings further environment of the instance
   */
  constructor(installed: string, settings: Record<string, string> = {}) {
    const { DATABASE_URL: _, ...environment } = process.env;
    this.libraries = librariesOf(installed);
    this.child = spawn(process.execPath, [path.join(projectRoot(), 'dist', 'start.mjs')], {
      cwd: projectRoot(),
      env: {
        ...environment,
        ...this.libraries,
        ALMANAC_DATA_DIR: this.dataDir,
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    this.child.once('exit', () => {
      this.ended = true;
    });
    process.once('exit', () => this.child.kill('SIGKILL'));
  }

  /** @throws Error with what it printed when it does not come up */
  async ready(): Promise<{ url: string; databaseUrl: string }> {
    await this.until(() => this.output.includes('Almanac is ready'), 300_000);
    const runtime = JSON.parse(readFileSync(path.join(this.dataDir, 'runtime.json'), 'utf8')) as Runtime;
    return { url: (runtime.url as string).replace('localhost', '127.0.0.1'), databaseUrl: runtime.databaseUrl };
  }

  async until(isSo: () => boolean | Promise<boolean>, mostMs: number): Promise<void> {
    const deadline = Date.now() + mostMs;
    while (!(await isSo())) {
      if (this.ended || Date.now() > deadline) throw new Error(`The instance ${this.ended ? 'ended' : 'takes too long'}:\n${this.output}`);
      await sleep(200);
    }
  }

  async stop(): Promise<void> {
    const gone = new Promise<void>((resolve) => (this.ended ? resolve() : this.child.once('exit', () => resolve())));
    this.child.kill('SIGTERM');
    await gone;
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Where the checkout's own libraries are, unless the environment names others. */
function librariesOf(installed: string): Record<string, string> {
  const names = ['lightgbm', 'xgboost'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const { path: file } = locateLibrary(name, { dataDir: installed });
      return file === null ? [] : [[`${name.toUpperCase()}_LIBRARY`, file]];
    }),
  );
}
