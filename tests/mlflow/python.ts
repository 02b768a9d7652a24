import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '@/lib/project';

/** The Python that has MLflow: `ALMANAC_PYTHON`, or `python3`. */
export const python = process.env.ALMANAC_PYTHON || 'python3';

/** Why no site can be started here; undefined where one can. */
export function whyNotSite(): string | undefined {
  const missing = ['dist/web.mjs', '.next/BUILD_ID'].find((file) => !existsSync(path.join(projectRoot(), file)));
  return missing && `${missing} is missing; \`npm test\` builds it`;
}

/** Why tests that need these Python packages and a site cannot run here; undefined where they can. */
export function whyNot(modules = ['mlflow', 'psycopg2']): string | undefined {
  const missing = whyNotSite();
  if (missing) return missing;
  const test = `import importlib.util as u, sys; sys.exit(0 if all(map(u.find_spec, sys.argv[1:])) else 1)`;
  try {
    execFileSync(python, ['-c', test, ...modules], { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${python} has not all of ${modules.join(', ')}; \`pip install mlflow psycopg2-binary lightgbm xgboost-cpu\`, and name it in ALMANAC_PYTHON`;
  }
}

/** Says aloud what is skipped, since a silent skip looks like a pass. */
export function sayWhyNot(what: string, why: string | undefined): boolean {
  if (why) process.stderr.write(`\n  skipped: ${what}: ${why}\n`);
  return why !== undefined;
}

/** Runs a Python program of this folder. @throws with what it said, where it fails */
export async function runPython(file: string, args: string[], environment: Record<string, string> = {}): Promise<string> {
  // Of the machine's settings only those that Python and its libraries need: no other server's address, no other credentials.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(MLFLOW_|DATABASE_URL|OPENBLAS_CORETYPE)/.test(name));
  const own = { MLFLOW_DISABLE_TELEMETRY: 'true', GIT_PYTHON_REFRESH: 'quiet', ...environment };
  const env = Object.assign(Object.fromEntries(inherited), own) as unknown as NodeJS.ProcessEnv;
  const { stdout } = await promisify(execFile)(python, [path.join(projectRoot(), 'tests', 'mlflow', file), ...args], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
