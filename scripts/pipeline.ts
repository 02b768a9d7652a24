// `npm run pipeline -- --level store --horizon 30`: starts a pipeline run, follows it to its end and shows what came of it.
import { AlmanacError } from '@/lib/errors';
import { type RequestedParameters, requestedParameters } from '@/lib/pipeline/parameters';
import { resolveParameters } from '@/lib/pipeline-runs/preflight';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { explain } from '@/lib/supervisor/start-error';
import { followToEnd } from './pipeline/follow';
import { type Instance, openInstance } from './pipeline/instance';
import { helpText, optionName, parseCommandLine } from './pipeline/options';
import { progressBars, progressLines } from './pipeline/progress';
import { resultText } from './pipeline/result';

const title =
  'npm run pipeline -- [options]\n\nTrains, evaluates, registers and forecasts. Uses the instance that is running, or starts what it needs.';

/** What is not the result goes to standard error, so that --json leaves nothing else on standard output. */
const say = (line: string) => console.error(line);

async function run(requested: RequestedParameters, json: boolean, instance: Instance): Promise<number> {
  const parameters = await resolveParameters(requested);
  const { id } = await createPipelineRun({ parameters, trigger: 'cli' });
  if (!json) say(`Run ${id}${instance.url ? `, also at ${new URL(`/pipelines/${id}`, instance.url)}` : ''}`);
  const progress = json ? progressLines(() => undefined) : process.stderr.isTTY ? progressBars(process.stderr) : progressLines(say);
  const ended = await followToEnd(id, progress, say);
  console.log(json ? JSON.stringify(ended, null, 2) : `\n${resultText(ended)}`);
  return ended.status === 'succeeded' ? 0 : 1;
}

/** Why it did not work, in the command line's own words. */
function complain(error: unknown): void {
  if (error instanceof AlmanacError && error.errors.length > 0) {
    for (const { path, message } of error.errors) say(`${optionName(requestedParameters, path)}: ${message}`);
  } else if (error instanceof AlmanacError) say(error.message);
  else console.error(explain(error) ?? error);
}

async function main(args: string[]): Promise<number> {
  const { parameters, help, json } = parseCommandLine(requestedParameters, args);
  if (help || !parameters) {
    console.log(helpText(requestedParameters, title));
    return 0;
  }
  // What goes wrong is told by the run itself; the worker's own log would tear the bars.
  process.env.LOG_LEVEL ||= 'fatal';
  const instance = await openInstance(json ? () => undefined : say);
  try {
    return await run(parameters, json, instance);
  } finally {
    await instance.close();
  }
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    complain(error);
    process.exit(1);
  },
);
