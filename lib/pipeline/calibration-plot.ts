import type { IntervalFigures, SegmentIntervalFigures } from '@/lib/evaluation/intervals/interval-figures';
import { rounded } from '@/lib/plots/rounded';
import type { PlotOf } from '@/lib/plots/schema';

/** How often intervals held what came, by steps ahead, beside how often they did overall. */
export function calibrationPlot(model: string, byStep: SegmentIntervalFigures[], overall: IntervalFigures[]): PlotOf<'calibration'> {
  const steps = [...new Set(byStep.map(({ segment }) => Number(segment)))].sort((a, b) => a - b);
  return {
    model,
    steps,
    levels: overall.map(({ level, coverage }) => {
      const own = new Map(byStep.filter((figure) => figure.level === level).map((figure) => [Number(figure.segment), figure]));
      const at = (name: 'coverage' | 'widthPercent') => steps.map((step) => rounded(own.get(step)?.[name] ?? Number.NaN));
      return { level, overall: rounded(coverage), coverage: at('coverage'), widthPercent: at('widthPercent') };
    }),
  };
}
