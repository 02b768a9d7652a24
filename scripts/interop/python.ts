import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BoosterName } from '@/lib/models/booster';
import { catalogue, platformKey } from '@/lib/models/native/catalogue.mjs';

/**
 * A Python that can import the official packages: `python3` itself, else one of a virtual environment under the data
 * folder, made with the versions that set-up pins.
 * @throws Error saying which step failed.
 */
export function pythonWithPackages(dataDir: string, names: BoosterName[]): string {
  const modules = ['numpy', ...names];
  if (imports('python3', modules)) return 'python3';
  const folder = path.join(dataDir, 'interop-venv');
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python3');
  if (existsSync(python) && imports(python, modules)) return python;
  mkdirSync(dataDir, { recursive: true });
  console.log(`making a virtual environment with the official packages in ${folder}`);
  must('python3', ['-m', 'venv', folder], 120);
  const packages = names.map((name) => `${catalogue[name].wheels[platformKey()]?.package ?? name}==${catalogue[name].version}`);
  must(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', ...packages], 600);
  return python;
}

function imports(python: string, modules: string[]): boolean {
  return (
    spawnSync(python, ['-c', modules.map((module) => `import ${module}`).join('\n')], { stdio: 'ignore', timeout: 60_000 }).status === 0
  );
}

function must(program: string, args: string[], seconds: number): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: seconds * 1000 });
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed: ${error?.message ?? stderr.trim()}`);
}
