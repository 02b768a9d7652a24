import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts/types/dist/shared';
import type { ChartColors } from '../charts/colors';
import { escaped, Html } from './html';
import { placeholderColors, themed } from './report-colors';

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, SVGRenderer]);

/** A chart as a picture in the report itself, which follows its theme and its width. */
export function draw(
  option: (colors: ChartColors, width: number) => EChartsOption,
  { label, width = 880, height = 300 }: { label: string; width?: number; height?: number },
): Html {
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, width, height });
  try {
    const { tooltip: _, dataZoom: __, ...still } = option(placeholderColors, width);
    chart.setOption({ ...still, animation: false });
    const svg = chart.renderToSVGString({ useViewBox: true });
    // The first tag alone: a name for those who do not see it, and no size of its own.
    const named = svg
      .replace(/^<svg /, `<svg role="img" aria-label="${escaped(label)}" `)
      .replace(/^(<svg [^>]*?) width="\d+" height="\d+"/, '$1');
    return new Html(themed(named));
  } finally {
    chart.dispose();
  }
}
