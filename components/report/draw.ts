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
    const { tooltip: _, dataZoom: __, ...picture } = option(placeholderColors, width);
    chart.setOption({ ...picture, animation: false });
    const svg = chart.renderToSVGString({ useViewBox: true });
    // What it would do under a pointer is left out with its classes.
    const still = svg
      .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
      .replace(/ class="zr[^"]*"/g, '')
      .replace(/ pointer-events="[^"]*"/g, '');
    // The first tag alone: a name for those who do not see it, and no size of its own.
    const named = still
      .replace(/^<svg /, `<svg role="img" aria-label="${escaped(label)}" `)
      .replace(/^(<svg [^>]*?) width="\d+" height="\d+"/, '$1');
    return new Html(themed(named));
  } finally {
    chart.dispose();
  }
}
