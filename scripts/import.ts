// `npm run import -- sales.csv --name stores`: imports a file, a folder, an S3 prefix or a query as a version of a dataset.
// Ends with 0 when it is there (or was), 1 when the source has faults or something failed, 2 when the command line is wrong.
import cliProgress from 'cli-progress';
import { ImportRefused } from '@/lib/data/import/findings';
import type { ImportReport } from '@/lib/data/import/report';
import { checkImport, type ImportResult, importDataset, previewForDataset } from '@/lib/datasets/import';
import { AlmanacError } from '@/lib/errors';
import { explain } from '@/lib/supervisor/start-error';
import { type ImportCommand, importCommand, readImportCommand } from './import/command-line';
import { detectionText, findingsText, reportText } from './import/print';
import { openInstance } from './pipeline/instance';
import { helpText, optionName } from './pipeline/options';

const title = `npm run import -- <source> [options]

Imports a CSV or Parquet file, a folder or s3://bucket/prefix of them, or a query (--sql), as a new version of a dataset. What no
option tells is detected and shown.`;

/** What is not the result goes to standard error, so that --json leaves nothing else on standard output. */
const say = (line: string) => console.error(line);

function progressOn(stream: NodeJS.WriteStream) {
  if (!stream.isTTY) return { onProgress: undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar({
    stream,
    format: '{bar} {percentage}%  {message}',
    barsize: 24,
    hideCursor: true,
    linewrap: false,
  });
  bar.start(100, 0, { message: '' });
  return {
    onProgress: ({ fraction, message }: { fraction: number; message: string }) => bar.update(Math.round(fraction * 100), { message }),
    stop: () => bar.stop(),
  };
}

async function run({ source, name, options, dryRun, preview, json }: ImportCommand, signal: AbortSignal): Promise<number> {
  if (preview) {
    const seen = await previewForDataset(name, source, options, signal);
    console.log(json ? JSON.stringify(seen, null, 2) : `${detectionText(seen)}\n\n${findingsText(seen.findings)}`.trimEnd());
    return seen.mapping && !seen.findings.some(({ severity }) => severity === 'error') ? 0 : 1;
  }
  const progress = progressOn(process.stderr);
  const context = { signal, ...(progress.onProgress && !json && { onProgress: progress.onProgress }) };
  const told = { ...options, name };
  const result: { report: ImportReport } & Partial<ImportResult> = await (dryRun
    ? checkImport(source, told, context).then((report) => ({ report }))
    : importDataset(source, told, context)
  ).finally(progress.stop);
  if (json) {
    console.log(JSON.stringify(result, null, 2));
    return 0;
  }
  const { report } = result;
  console.log([detectionText(report), reportText(report), findingsText(report.findings)].filter((text) => text !== '').join('\n\n'));
  const { version, created } = result;
  if (version) {
    console.log(
      `\n${created ? 'Imported' : 'Nothing new'}: ${name} version ${version.version}, fingerprint ${version.fingerprint.slice(0, 12)}`,
    );
    console.log(`Next: npm run pipeline -- --dataset ${name} --frequency ${report.frequency}`);
  } else console.log('\nNothing was stored: this was a dry run.');
  return 0;
}

/** Why it did not work, in the command line's own words. */
function complain(error: unknown, json: boolean): number {
  if (error instanceof ImportRefused) {
    if (json) console.log(JSON.stringify({ error: error.message, findings: error.findings }, null, 2));
    else say(`${findingsText(error.findings)}\n\nNothing was imported; everything is as it was.`);
    return 1;
  }
  if (error instanceof AlmanacError) {
    if (error.errors.length > 0) for (const { path, message } of error.errors) say(`${optionName(importCommand, path)}: ${message}`);
    else say(error.message);
    return error.code === 'validation_failed' || error.code === 'bad_request' ? 2 : 1;
  }
  console.error(explain(error) ?? error);
  return 1;
}

async function main(args: string[]): Promise<number> {
  const command = readImportCommand(args);
  if (!command) {
    console.log(
      helpText(importCommand, title, { json: 'Print the import report (with --preview: the preview) as JSON, and nothing else' }),
    );
    return 0;
  }
  process.env.LOG_LEVEL ||= 'fatal';
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stopping.abort(new Error(`The import was stopped (${signal}); nothing was imported.`)));
  const instance = await openInstance(command.json ? () => undefined : say, { name: 'npm run import', worker: false });
  try {
    return await run(command, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    say((stopping.signal.reason as Error).message);
    return 130;
  } finally {
    await instance.close();
  }
}

const args = process.argv.slice(2);
main(args).then(
  (status) => process.exit(status),
  (error: unknown) => process.exit(complain(error, args.includes('--json'))),
);
