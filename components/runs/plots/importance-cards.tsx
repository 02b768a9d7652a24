'use client';

import { useCallback, useMemo, useState } from 'react';
import type { PlotOf } from '@/lib/plots/schema';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { Legend } from '../../charts/legend';
import { driverColor, driverTitles, importanceBars, importanceOption } from '../../charts/run/importance-option';
import { beeswarmOption, directionWords, shapBarsOption } from '../../charts/run/shap-option';
import { modelTitle, words } from '../../format';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { PlotCard } from './plot-card';

/** Which of a run's boosters is looked at; a booster's own run has but one. */
function BoosterSelect({ names, value, onChange }: { names: string[]; value: string; onChange: (name: string) => void }) {
  if (names.length < 2) return null;
  return (
    <Select
      aria-label="Model"
      className="w-44"
      value={value}
      onValueChange={onChange}
      options={names.map((name) => ({ value: name, label: modelTitle(name) }))}
    />
  );
}

function chosenOf(names: string[], asked: string, preferred: string): string {
  return names.includes(asked) ? asked : names.includes(preferred) ? preferred : (names[0] ?? '');
}

/** What a booster splits by, feature by feature or driver by driver. */
export function ImportanceCard({ runId, model }: { runId: string; model: string }) {
  const [asked, setAsked] = useState('');
  const [kind, setKind] = useState<'gain' | 'split'>('gain');
  const [by, setBy] = useState<'feature' | 'driver'>('feature');
  return (
    <PlotCard
      runId={runId}
      plot="importance"
      title="Feature importance"
      description={kind === 'gain' ? 'Share of the loss that splits by it took away' : 'Share of all splits'}
      actions={(data) => {
        const names = Object.keys(data.models);
        return (
          <>
            <BoosterSelect names={names} value={chosenOf(names, asked, model)} onChange={setAsked} />
            <Segmented
              label="Importance"
              value={kind}
              onValueChange={(value) => setKind(value === 'split' ? 'split' : 'gain')}
              options={[
                { value: 'gain', label: 'Gain' },
                { value: 'split', label: 'Split' },
              ]}
            />
            <Segmented
              label="By"
              value={by}
              onValueChange={(value) => setBy(value === 'driver' ? 'driver' : 'feature')}
              options={[
                { value: 'feature', label: 'Features' },
                { value: 'driver', label: 'Drivers' },
              ]}
            />
          </>
        );
      }}
    >
      {(data) => {
        const name = chosenOf(Object.keys(data.models), asked, model);
        return <Importance features={data.models[name] ?? []} name={name} kind={kind} by={by} />;
      }}
    </PlotCard>
  );
}

function Importance({
  features,
  name,
  kind,
  by,
}: {
  features: PlotOf<'importance'>['models'][string];
  name: string;
  kind: 'gain' | 'split';
  by: 'feature' | 'driver';
}) {
  const bars = useMemo(() => importanceBars(features, kind, by), [features, kind, by]);
  const option = useCallback((colors: ChartColors, width: number) => importanceOption(bars, by, colors, width), [bars, by]);
  const drivers = [...new Set(bars.map(({ driver }) => driver))];
  const first = bars.slice(0, 3).map((bar) => (by === 'driver' ? (driverTitles[bar.name] ?? bar.name) : bar.name));
  return (
    <>
      {by === 'feature' && (
        <Legend
          items={drivers.map((driver) => ({ name: driverTitles[driver] ?? words(driver), color: driverColor(driver) }))}
          className="px-1 pb-1"
        />
      )}
      <div style={{ height: 40 + bars.length * 19 }}>
        <Chart
          option={option}
          label={`Importance by ${kind} in ${modelTitle(name)}; the greatest are ${first.join(', ')}.`}
          className="h-full"
        />
      </div>
    </>
  );
}

/** What moves a booster's forecasts after the run's origin, and which way. */
export function ShapCard({ runId, model }: { runId: string; model: string }) {
  const [asked, setAsked] = useState('');
  const [view, setView] = useState<'swarm' | 'bars'>('swarm');
  return (
    <PlotCard
      runId={runId}
      plot="shap"
      title="SHAP summary"
      description={
        view === 'swarm'
          ? 'Each point is one forecast: right of nothing it was raised, left of it lowered'
          : 'Mean size of what each feature moves; red: more of it means more, blue: less'
      }
      actions={(data) => {
        const names = Object.keys(data.models);
        return (
          <>
            <BoosterSelect names={names} value={chosenOf(names, asked, model)} onChange={setAsked} />
            <Segmented
              label="View"
              value={view}
              onValueChange={(value) => setView(value === 'bars' ? 'bars' : 'swarm')}
              options={[
                { value: 'swarm', label: 'Swarm' },
                { value: 'bars', label: 'Bars' },
              ]}
            />
          </>
        );
      }}
    >
      {(data) => {
        const name = chosenOf(Object.keys(data.models), asked, model);
        const own = data.models[name];
        return own ? <Shap shap={own} name={name} view={view} /> : null;
      }}
    </PlotCard>
  );
}

function Shap({ shap, name, view }: { shap: PlotOf<'shap'>['models'][string]; name: string; view: 'swarm' | 'bars' }) {
  const option = useCallback(
    (colors: ChartColors, width: number) => (view === 'swarm' ? beeswarmOption : shapBarsOption)(shap, colors, width),
    [shap, view],
  );
  const told = shap.features.slice(0, 3).map(({ feature, direction }) => `${feature} (more of it means ${directionWords(direction)})`);
  return (
    <>
      <Chart option={option} label={`What moves forecasts of ${modelTitle(name)} most: ${told.join(', ')}.`} className="h-[29rem]" />
      <p className="px-1 text-2xs text-muted">{shap.rows.toLocaleString('en-US')} forecasts after the run’s origin</p>
    </>
  );
}
