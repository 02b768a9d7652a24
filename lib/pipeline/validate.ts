import pl, { type DataFrame } from 'nodejs-polars';
import { dayOfInstant, parseDay } from '@/lib/data/days';
import { ObservationSource } from '@/lib/data/observation-source';
import type { PanelMeta } from '@/lib/data/panel-file';
import { DataSource } from '@/lib/data/source';
import { type Manifest, readManifest } from '@/lib/datasets/manifest';
import { AlmanacError } from '@/lib/errors';
import { artifactUri } from '@/lib/storage';
import type { Check } from './check';
import type { ExtractOutput } from './extract';
import { requiredSalesColumns } from './extract-panel';
import { requireQuantileModels } from './quantile-library';
import type { Task, TaskContext } from './task';
import { observationChecks } from './validate-observations';
import { fullChecks, sampledChecks } from './validate-sales';
import { Workspace } from './workspace';

export interface ValidateOutput {
  status: 'passed' | 'warnings';
  checks: Omit<Check, 'offences'>[];
  reportUri: string;
}

/** Places that the log names of each check. */
const loggedOffences = 5;
const optionalColumns = ['quantity_sold', 'unit_price', 'profit', 'discount'];

/**
 * Checks the rows that extract read: all of them, and a sample more closely. The report, with the first 100 places of each
 * check, is saved as `validation.json` either way.
 * @throws AlmanacError `data_invalid` naming the places where the data cannot be learnt from
 */
export const validate: Task<ValidateOutput> = async (context) => {
  const { runId, report } = context;
  // Before anything is trained that this would make useless.
  requireQuantileModels(context.parameters);
  const workspace = new Workspace(runId);
  const extracted = await workspace.readJson<ExtractOutput>('extract.json');
  const manifest = await readManifest(extracted.dataset, extracted.datasetVersion);
  const checks = manifest.observations
    ? await checkObservations(manifest, extracted, context)
    : await checkSales(manifest, extracted, context);
  for (const found of checks) logCheck(context, found);
  const failed = checks.filter((check) => !check.passed && check.severity === 'error');
  const warned = checks.some((check) => !check.passed);
  const status = failed.length > 0 ? 'failed' : warned ? 'warnings' : 'passed';
  await workspace.writeJson('validation.json', {
    status,
    dataset: extracted.dataset,
    datasetVersion: extracted.datasetVersion,
    rows: extracted.salesRows,
    checks,
  });
  if (failed.length > 0) {
    const { root } = manifest;
    const rows = manifest.observations ? 'observations' : 'sales';
    const places = failed.flatMap(({ name, message, offences }) =>
      offences.slice(0, 10).map(({ file, row, column, value }) => ({
        path: [file ? `${root}/${file}` : rows, row === null ? '' : `row ${row}`, column].filter(Boolean).join(', '),
        message: `${name}: ${value === null ? message : JSON.stringify(value)}`,
      })),
    );
    const summary = failed.map((check) => check.message).join('; ');
    throw new AlmanacError('data_invalid', `The ${rows} cannot be learnt from: ${summary}. First: ${places[0]?.path}.`, places);
  }
  report({
    fraction: 1,
    message: warned
      ? checks
          .filter((check) => !check.passed)
          .map((check) => check.message)
          .join('; ')
      : 'all checks passed',
  });
  return {
    status: warned ? 'warnings' : 'passed',
    checks: checks.map(({ offences: _, ...rest }) => rest),
    reportUri: artifactUri(workspace.path('validation.json')),
  };
};

function logCheck({ log }: TaskContext, { name, passed, severity, message, offences }: Check): void {
  log?.(passed ? 'info' : severity === 'error' ? 'error' : 'warn', `${name}: ${message}`);
  for (const { file, row, column, value } of offences.slice(0, loggedOffences))
    log?.(
      'warn',
      `  ${[file, row === null ? '' : `row ${row}`, column].filter(Boolean).join(', ')}${value === null ? '' : `: ${JSON.stringify(value)}`}`,
    );
  if (offences.length > loggedOffences) log?.('warn', '  and more; see the validation report');
}

async function checkObservations(
  manifest: Manifest,
  extracted: ExtractOutput,
  { runId, parameters, report, signal }: TaskContext,
): Promise<Check[]> {
  const source = await ObservationSource.open(manifest);
  const { filled } = await new Workspace(runId).readJson<PanelMeta>('panel.json');
  signal.throwIfAborted();
  const { firstDate, lastDate } = extracted;
  const checks = observationChecks(source, {
    firstDate,
    lastDate,
    filled,
    sampleSize: parameters.validationSampleSize,
    seed: parameters.seed,
  });
  report({ fraction: 0.9, message: `${extracted.salesRows} rows checked` });
  return checks;
}

async function checkSales(manifest: Manifest, extracted: ExtractOutput, { parameters, report, signal }: TaskContext): Promise<Check[]> {
  const source = await DataSource.open(manifest);
  const window = { first: parseDay(extracted.firstDate), last: parseDay(extracted.lastDate) };
  const present = source.columns('sales');
  const missing = requiredSalesColumns.filter((name) => !present.includes(name));
  const checks: Check[] = [schemaCheck('required-columns', missing, 'required columns are missing from sales')];
  if (missing.length > 0) return checks;
  const columns = [...requiredSalesColumns, ...optionalColumns.filter((name) => present.includes(name))];
  const read = source.read('sales', columns, { window, withFile: true }) as DataFrame;
  const types = wrongTypes(read);
  checks.push(schemaCheck('types', types, 'columns of sales have the wrong type'));
  if (types.length > 0) return checks;
  const frame = read.withColumn(
    pl.Series(
      'row',
      Int32Array.from({ length: read.height }, (_, row) => row),
    ),
  );
  checks.push(...fullChecks({ frame, ...window, today: dayOfInstant(new Date()) }));
  signal.throwIfAborted();
  report({ fraction: 0.7, message: `${frame.height} rows checked` });
  checks.push(...sampledChecks({ frame }, parameters.validationSampleSize, parameters.seed));
  return checks;
}

function schemaCheck(name: string, columns: string[], message: string): Check {
  const count = columns.length;
  return {
    name,
    severity: 'error',
    passed: count === 0,
    count,
    message: count === 0 ? 'passed' : `${count} ${message}`,
    offences: columns.map((column) => ({ file: '', row: null, column, value: null })),
  };
}

/** Columns that are not of the kind that their meaning needs. */
function wrongTypes(frame: DataFrame): string[] {
  return Object.entries(frame.schema)
    .filter(([name, type]) => {
      const kind = String(type);
      if (name === 'date') return !kind.includes('Date') || kind.includes('Datetime');
      if (name.endsWith('_id') || name === 'category' || name === 'file') return !/Utf8|String|Categorical/.test(kind);
      return !/Int|Float|Decimal/.test(kind);
    })
    .map(([name]) => name);
}
