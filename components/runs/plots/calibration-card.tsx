'use client';

import { useCallback, useState } from 'react';
import type { PlotOf } from '@/lib/plots/schema';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { Legend } from '../../charts/legend';
import { calibrationOption, levelName } from '../../charts/run/calibration-option';
import { modelTitle, percent } from '../../format';
import { Segmented } from '../../ui/segmented';
import { PlotCard } from './plot-card';

/** How often intervals held what came, by steps ahead. */
export function CalibrationCard({ runId }: { runId: string }) {
  const [figure, setFigure] = useState<'coverage' | 'widthPercent'>('coverage');
  return (
    <PlotCard
      wide
      runId={runId}
      plot="calibration"
      title="Calibration of intervals"
      description={
        figure === 'coverage'
          ? 'Share of the test window inside, by steps ahead; dashed is what it should be'
          : 'Mean width in percent of sales, by steps ahead'
      }
      actions={() => (
        <Segmented
          label="Figure"
          value={figure}
          onValueChange={(value) => setFigure(value === 'widthPercent' ? 'widthPercent' : 'coverage')}
          options={[
            { value: 'coverage', label: 'Coverage' },
            { value: 'widthPercent', label: 'Width' },
          ]}
        />
      )}
    >
      {(data) => <Calibration data={data} figure={figure} />}
    </PlotCard>
  );
}

function Calibration({ data, figure }: { data: PlotOf<'calibration'>; figure: 'coverage' | 'widthPercent' }) {
  const option = useCallback((colors: ChartColors, width: number) => calibrationOption(data, figure, colors, width), [data, figure]);
  const overall = data.levels.map(({ level, overall: held }) => `${levelName(level)} intervals held ${percent(held)}`).join(', ');
  return (
    <>
      <Legend items={data.levels.map(({ level }, color) => ({ name: `${levelName(level)} intervals`, color }))} className="px-1" />
      <Chart option={option} label={`Intervals of ${modelTitle(data.model)} by steps ahead. Overall, ${overall}.`} className="h-72" />
      <p className="px-1 text-2xs text-muted">
        {modelTitle(data.model)} overall: {overall}
      </p>
    </>
  );
}
