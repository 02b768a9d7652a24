import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Phases } from './our-side';

/** Folder of the Python scripts that measure the peers. */
export function peersFolder(): string {
  return path.resolve(process.env.ALMANAC_PEERS ?? path.join('..', 'shared', 'peers'));
}

const python = () => process.env.ALMANAC_PYTHON ?? 'python3';

/** Why mlforecast cannot be measured here; undefined where it can. */
export function peerLacks(): string | undefined {
  const script = path.join(peersFolder(), 'speed_mlforecast.py');
  if (!existsSync(script)) return `there is no ${script}: set ALMANAC_PEERS to the folder of the peers' scripts`;
  const { status, error } = spawnSync(python(), ['-c', 'import mlforecast, lightgbm, polars'], { stdio: 'ignore' });
  if (error) return `${python()} does not run (${error.message}): set ALMANAC_PYTHON to a Python with mlforecast, lightgbm and polars`;
  if (status !== 0) return `${python()} cannot import mlforecast, lightgbm and polars: pip install them, or set ALMANAC_PYTHON`;
  return undefined;
}

/** Makes the standard panel where it is not there yet. */
export function makePanel(file: string, series: number, days: number): void {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  peer([file, '--make', '--series', String(series), '--days', String(days)]);
}

/** mlforecast's phases on a panel. */
export function runPeer(file: string, horizon: number, threads: number): Phases {
  const told = JSON.parse(peer([file, '--horizon', String(horizon), '--threads', String(threads)])) as Record<string, number> & {
    matrix: [number, number];
  };
  const of = (name: string) => told[name] as number;
  return {
    read: of('read_s'),
    features: of('features_s'),
    train: of('train_s'),
    predict: of('predict_s'),
    total: of('total_s'),
    peakMib: of('peak_mib'),
    rows: told.matrix[0],
    columns: told.matrix[1],
    meanForecast: of('mean_forecast'),
  };
}

/** Our side of a measurement, in a process of its own. */
export function runOurs<Result>(args: string[]): Result {
  return JSON.parse(run(process.execPath, [process.argv[1] as string, '--child', ...args])) as Result;
}

function peer(args: string[]): string {
  return run(python(), [path.join(peersFolder(), 'speed_mlforecast.py'), ...args]);
}

/** @returns what the program printed. @throws Error with its complaint */
function run(program: string, args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  return stdout;
}
