'use client';

import { useMemo } from 'react';
import type { RunComparison as Comparison } from '@/lib/tracking/schema';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Tabs } from '../../ui/tabs';
import { comparedRuns, dimensions } from './compared';
import { CurvesView } from './curves-view';
import { ModelsView } from './models-view';
import { ParallelView } from './parallel-view';
import { RunChips } from './run-chips';
import { ScatterView } from './scatter-view';
import { ValueTables } from './value-tables';

/** Runs side by side: in figures, and in pictures that all have the same colours for them. */
export function RunComparison({ comparison, lineKeys }: { comparison: Comparison; lineKeys: string[] }) {
  const [tab, setTab] = useUrlSetting('tab', 'figures');
  const runs = useMemo(() => comparedRuns(comparison), [comparison]);
  const all = useMemo(() => dimensions(comparison), [comparison]);
  const running = useMemo(() => comparison.runs.filter(({ status }) => status === 'RUNNING').map(({ id }) => id), [comparison]);
  const tabs = [
    { value: 'figures', label: 'Figures', content: <ValueTables comparison={comparison} runs={runs} /> },
    { value: 'models', label: 'Bars and boxes', content: <ModelsView runs={runs} all={all} lineKeys={lineKeys} /> },
    { value: 'parallel', label: 'Parallel coordinates', content: <ParallelView runs={runs} all={all} /> },
    { value: 'scatter', label: 'Scatter', content: <ScatterView runs={runs} all={all} /> },
    { value: 'curves', label: 'Curves', content: <CurvesView runs={runs} lineKeys={lineKeys} running={running} /> },
  ];
  const known = tabs.some(({ value }) => value === tab);
  return (
    <div className="flex flex-col gap-4">
      <RunChips runs={runs} />
      <Tabs label="Ways to compare" tabs={tabs} value={known ? tab : 'figures'} onValueChange={setTab} />
    </div>
  );
}
