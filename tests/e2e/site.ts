import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/lib/project';
import { findChromium } from './chromium';

const entry = path.join(projectRoot(), 'dist', 'web.mjs');
const build = path.join(projectRoot(), '.next', 'BUILD_ID');

/** Why these tests cannot run here; undefined where they can. `npm test` builds what they need before it starts. */
export function whyNot(): string | undefined {
  if (!findChromium()) return 'no Chromium on PATH; install one or name it in CHROMIUM_PATH';
  const missing = [entry, build].find((file) => !existsSync(file));
  return missing && `${path.relative(projectRoot(), missing)} is missing; \`npm test\` builds it`;
}

export interface Site {
  url: string;
  /** Kills the process as a crash does: nothing says goodbye. */
  crash(): Promise<void>;
  /** Starts it again at the same address. */
  revive(): Promise<void>;
  /** Stops the process and starts it again at the same address. */
  restart(pauseMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** The production site as `npm start` runs it, in a process of its own, on the calling file's database. */
export async function startSite(environment: Record<string, string>): Promise<Site> {
  let { child, url } = await launch(environment, '0');
  const revive = async () => {
    ({ child, url } = await launch(environment, new URL(url).port));
  };
  return {
    url,
    crash: () => end(child, 'SIGKILL'),
    revive,
    restart: async (pauseMs) => {
      await end(child);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await revive();
    },
    stop: () => end(child),
  };
}

async function launch(environment: Record<string, string>, port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(entry, [], {
    execArgv: [],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', HOST: '127.0.0.1', PORT: port, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { type: string; url?: string; message?: string }) => {
      if (message.type === 'ready' && message.url) resolve(message.url);
      if (message.type === 'failed') reject(new Error(`The site did not start: ${message.message}`));
    });
    child.once('exit', (code) => reject(new Error(`The site ended with ${code} before it was ready:\n${said}`)));
  });
  return { child, url };
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
