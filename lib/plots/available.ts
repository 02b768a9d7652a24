import { db } from '@/lib/db';
import { type PlotName, plotNames } from './schema';

const sources: Partial<Record<PlotName, string>> = {
  comparison: 'evaluation.json',
  segments: 'judgement.json',
  importance: 'features.json',
};

/** The file that a chart is drawn of. */
export function plotFile(plot: PlotName): string {
  return sources[plot] ?? `plots/${plot}.json`;
}

/** The charts that a run itself logged the data of. */
export async function availablePlots(runId: string): Promise<PlotName[]> {
  const rows = await db().artifact.findMany({ where: { runId, path: { in: plotNames.map(plotFile) } }, select: { path: true } });
  const paths = new Set(rows.map(({ path }) => path));
  return plotNames.filter((plot) => paths.has(plotFile(plot)));
}
