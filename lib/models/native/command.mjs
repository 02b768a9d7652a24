import { spawn } from 'node:child_process';

/**
 * Runs a program with its output captured and its time bounded. Never throws and never hangs: a program that is not there
 * has code 127, one that ran out of time has `timedOut`.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, timeoutSeconds?: number, environment?: Record<string, string> }} [options]
 * @returns {Promise<{ ok: boolean, code: number, output: string, timedOut: boolean }>} `output` is both streams' last 64 kB
 */
export function run(program, args, { cwd, timeoutSeconds = 60, environment = {} } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      output = (output + chunk).slice(-65536);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    }, timeoutSeconds * 1000);
    const finish = (code) => {
      clearTimeout(timer);
      // A grandchild may hold the pipes open after the program itself has gone.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ok: code === 0 && !timedOut, code, output, timedOut });
    };
    child.on('error', (error) => {
      keep(error.message);
      finish(127);
    });
    child.on('exit', (code) => setTimeout(finish, 50, code ?? 1));
  });
}

/** The last line that says something: what a failed program is reported with. */
export function lastLine({ output, timedOut }) {
  if (timedOut) return 'it took too long and was stopped';
  const lines = output.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).at(-1) ?? 'it failed without a word';
}
