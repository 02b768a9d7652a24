import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { percent } from '../../format';
import type { ChartColors } from '../colors';
import { modelLinesOption } from './model-lines-option';

/** `80%` for 0.8. */
export function levelName(level: number): string {
  return percent(level, 0);
}

/** Coverage (or width) of each level's intervals by steps ahead, beside the level that they promise. */
export function calibrationOption(
  data: PlotOf<'calibration'>,
  figure: 'coverage' | 'widthPercent',
  colors: ChartColors,
  width: number,
): EChartsOption {
  const share = (value: number | null | undefined) => percent(figure === 'coverage' || typeof value !== 'number' ? value : value / 100);
  return modelLinesOption(
    data.levels.map((level, color) => ({ name: levelName(level.level), color, values: level[figure] })),
    {
      labels: data.steps.map(String),
      name: 'Steps ahead',
      exact: share,
      short: (value) => percent(figure === 'coverage' ? value : value / 100, 0),
      fromZero: figure === 'widthPercent',
      ...(figure === 'coverage' && { max: 1, marks: data.levels.map(({ level }, color) => ({ value: level, color })) }),
    },
    colors,
    width,
  );
}
