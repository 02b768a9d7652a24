import type { EChartsOption } from 'echarts/types/dist/shared';
import { duration, instant } from '../format';
import { base, hitOf, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import type { ChartColors } from './colors';

export interface RunBar {
  id: string;
  at: string;
  tookMs: number;
  failed: boolean;
}

/** How long runs took, a bar each, the oldest first; those that failed in another colour. */
export function runDurationsOption(runs: RunBar[], colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const color = ({ failed }: RunBar) => (failed ? colors.closure : colors.forecast);
  return {
    ...base(colors),
    grid: { left: narrow ? 52 : 60, right: 14, top: 18, bottom: 28 },
    xAxis: nameAxis(
      colors,
      runs.map(({ at }) => instant(at, 'UTC', 'short').replace(/,[^,]*$/, '')),
    ),
    yAxis: { ...valueAxis(colors, '', duration), scale: false, min: 0, splitNumber: 4 },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colors.raised, opacity: 0.6 } },
      formatter: (given) => {
        const run = runs[hitOf(given)?.dataIndex ?? -1];
        return run
          ? `${tooltipTitle(instant(run.at))}${tooltipRow(color(run), run.failed ? 'failed after' : 'took', duration(run.tookMs))}`
          : '';
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 28,
        data: runs.map((run) => ({ value: run.tookMs, itemStyle: { color: color(run), borderRadius: [3, 3, 0, 0] } })),
      },
    ],
  };
}
