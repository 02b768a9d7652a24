import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DataFrame } from 'nodejs-polars';
import type { AccuracySet } from './sets';

/** Forecasts of one peer, laid out as ours; NaN where it has none. */
export interface PeerForecasts {
  method: string;
  mean: Float64Array;
  /** Bounds at 80 and 95 %; undefined where the method has no intervals. */
  lower?: Float64Array[];
  upper?: Float64Array[];
}

const python = () => process.env.ALMANAC_PYTHON ?? 'python3';

/** Why the peers cannot be run here; undefined where they can. */
export function peersLack(): string | undefined {
  const { status, error } = spawnSync(python(), ['-c', 'import statsforecast, mlforecast, lightgbm, xgboost, pandas, pyarrow'], {
    stdio: 'ignore',
  });
  if (error) return `${python()} does not run (${error.message}): set ALMANAC_PYTHON`;
  if (status !== 0) return `${python()} lacks packages: pip install statsforecast mlforecast lightgbm xgboost-cpu pandas pyarrow`;
  return undefined;
}

/** Runs the peers on a set's rows. @throws Error with Python's complaint */
export function runPeers(set: AccuracySet, frame: DataFrame, ids: string[]): PeerForecasts[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-peers-'));
  try {
    const file = (name: string) => path.join(folder, name);
    const { frequency, season, horizon, origins, keys, known } = set;
    writeFileSync(file('config.json'), JSON.stringify({ frequency, season, horizon, origins, keys, known }));
    frame.writeParquet(file('rows.parquet'));
    const script = path.resolve('scripts', 'accuracy', 'peers.py');
    const run = spawnSync(python(), [script, file('config.json'), file('rows.parquet'), file('out.csv')], {
      encoding: 'utf8',
      env: { ...process.env, OMP_WAIT_POLICY: 'passive', NIXTLA_ID_AS_COL: '1' },
    });
    if (run.status !== 0) throw new Error(`The peers failed: ${run.stderr.trim().split('\n').slice(-5).join(' | ')}`);
    return parse(readFileSync(file('out.csv'), 'utf8'), set, ids);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads the forecasts back: method, origin, unique_id, step, mean, lower80, upper80, lower95, upper95. */
function parse(csv: string, { origins, horizon }: AccuracySet, ids: string[]): PeerForecasts[] {
  const series = new Map(ids.map((id, i) => [id, i]));
  const size = origins.length * ids.length * horizon;
  const methods = new Map<string, Float64Array[]>();
  for (const line of csv.trim().split('\n').slice(1)) {
    // Methods have a comma in their names and are quoted then; nothing else is.
    const [, method, rest] = /^"?(.*?)"?,(\d{4}-.*)$/.exec(line) as unknown as [string, string, string];
    const [origin, id, step, ...values] = rest.split(',');
    const columns = methods.get(method) ?? Array.from({ length: 5 }, () => new Float64Array(size).fill(Number.NaN));
    methods.set(method, columns);
    const at = (origins.indexOf(origin as string) * ids.length + (series.get(id as string) as number)) * horizon + Number(step) - 1;
    values.forEach((value, k) => {
      if (value !== '') (columns[k] as Float64Array)[at] = Number(value);
    });
  }
  return [...methods].map(([method, [mean, low80, high80, low95, high95]]) => ({
    method,
    mean: mean as Float64Array,
    ...(Number.isNaN(low80?.[0]) ? {} : { lower: [low80, low95] as Float64Array[], upper: [high80, high95] as Float64Array[] }),
  }));
}
