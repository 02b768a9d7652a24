'use client';

import clsx from 'clsx';
import type { ECharts } from 'echarts/core';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { type ChartColors, readColors, watchTheme } from './colors';

export interface ChartProps {
  /** Makes the chart's option in the theme's colours; a new function redraws. */
  option: (colors: ChartColors, width: number) => EChartsOption;
  /** What the picture says, for those who do not see it. */
  label: string;
  className?: string;
  /** Of a chart along a category axis: the place of the category that was clicked. */
  onPick?: (place: number) => void;
  ref?: Ref<ChartHandle>;
}

/** What a drawn chart can be asked for. */
export interface ChartHandle {
  /** The picture as it stands, twice as fine as on screen; undefined until it is drawn. */
  picture(): HTMLCanvasElement | undefined;
}

const pictureScale = 2;

/** Draws one ECharts option: loads the library when needed, follows size and theme, and says so when it cannot be loaded. */
export function Chart({ option, label, className, onPick, ref }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const current = useRef(option);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  current.current = option;
  const pick = useRef(onPick);
  pick.current = onPick;
  useImperativeHandle(ref, () => ({
    picture: () => chart.current?.renderToCanvas({ pixelRatio: pictureScale, backgroundColor: 'transparent' }),
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the retry.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let gone = false;
    const draw = () => chart.current?.setOption(current.current(readColors(element), element.clientWidth), { notMerge: true });
    const resize = new ResizeObserver(() => {
      chart.current?.resize();
      draw();
    });
    setState('loading');
    import('./echarts').then(
      ({ init }) => {
        if (gone) return;
        chart.current = init(element, undefined, { renderer: 'canvas' });
        draw();
        chart.current.getZr().on('click', ({ offsetX, offsetY }) => {
          if (!pick.current || !chart.current?.containPixel('grid', [offsetX, offsetY])) return;
          const place = chart.current.convertFromPixel({ xAxisIndex: 0 }, offsetX);
          if (typeof place === 'number') pick.current(Math.round(place));
        });
        resize.observe(element);
        setState('ready');
      },
      () => !gone && setState('failed'),
    );
    const unwatch = watchTheme(draw);
    return () => {
      gone = true;
      unwatch();
      resize.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [attempt]);

  useEffect(() => {
    const element = frame.current;
    if (element) chart.current?.setOption(option(readColors(element), element.clientWidth), { notMerge: true });
  }, [option]);

  return (
    <div className={clsx('relative', className)}>
      <div ref={frame} role="img" aria-label={label} className="size-full" data-chart={state} />
      {state === 'loading' && <Skeleton className="absolute inset-x-4 inset-y-2" />}
      {state === 'failed' && (
        <div role="alert" className="absolute inset-0 grid place-content-center justify-items-center gap-3 text-sm text-muted">
          The chart could not be loaded.
          <Button size="sm" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
