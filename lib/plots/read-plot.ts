import type { z } from 'zod';
import { type AlmanacError, notFound } from '@/lib/errors';
import { listRuns } from '@/lib/tracking/service';
import { readRunJson } from './run-json';
import { type PlotName, type PlotOf, plotSchemas, shapPlot } from './schema';
import { segmentsPlot } from './segments-plot';
import { comparisonFile, importanceFile, judgementFile } from './sources';

/** Members whose importance is drawn: more than any run trains. */
const mostMembers = 50;

/**
 * What one chart of a run draws. Importance and SHAP values are of the run's own model, or else of those of the runs below it, by name.
 * @throws AlmanacError `not_found` naming `id`, or `plot` where the run logged nothing to draw it; `data_invalid` naming the file
 */
export async function readPlot<Name extends PlotName>(runId: string, name: Name): Promise<PlotOf<Name>> {
  return (await readers[name](runId)) as PlotOf<Name>;
}

const readers: { [Name in PlotName]: (runId: string) => Promise<PlotOf<Name>> } = {
  comparison: async (id) => {
    const { best, metrics } = await required(id, 'comparison', 'evaluation.json', comparisonFile);
    return { best, models: metrics };
  },
  segments: async (id) => segmentsPlot(await required(id, 'segments', 'judgement.json', judgementFile)),
  importance: async (id) => ({
    models: await ofMembers(id, 'importance', 'features.json', importanceFile),
  }),
  shap: async (id) => ({ models: await ofMembers(id, 'shap', 'plots/shap.json', shapPlot) }),
  folds: own('folds'),
  'error-by-step': own('error-by-step'),
  totals: own('totals'),
  predictions: own('predictions'),
  'residuals-over-time': own('residuals-over-time'),
  'error-distribution': own('error-distribution'),
  'error-map': own('error-map'),
  calibration: own('calibration'),
};

/** A chart whose file is as it is drawn. */
function own<Name extends PlotName>(name: Name): (runId: string) => Promise<PlotOf<Name>> {
  return async (id) => await required(id, name, `plots/${name}.json`, plotSchemas[name] as unknown as z.ZodType<PlotOf<Name>>);
}

async function required<Value>(id: string, plot: PlotName, path: string, schema: z.ZodType<Value>): Promise<Value> {
  const value = await readRunJson(id, path, schema);
  if (value === undefined) throw noPlot(id, plot, path);
  return value;
}

/** One file of the run, or of each run below it, by the run's name. */
async function ofMembers<Value>(id: string, plot: PlotName, path: string, schema: z.ZodType<Value>): Promise<Record<string, Value>> {
  const found = await readRunJson(id, path, schema);
  const filter = `tags.\`mlflow.parentRunId\` = '${id}'`;
  const { items } =
    found === undefined
      ? await listRuns({ filter, orderBy: ['start_time'], columns: ['params.member'], limit: mostMembers })
      : { items: [] };
  const values = await Promise.all(items.map(async (run) => [run.name, await readRunJson(run.id, path, schema)] as const));
  const own = found === undefined ? [] : [['model', found] as const];
  const all = [...own, ...values].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  if (all.length === 0) throw noPlot(id, plot, path);
  return Object.fromEntries(all);
}

function noPlot(id: string, plot: PlotName, path: string): AlmanacError {
  return notFound(`The run ${id} logged no ${path}, which ${plot} is drawn of.`, 'plot');
}
