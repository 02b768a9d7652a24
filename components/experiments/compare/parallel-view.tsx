'use client';

import { ChartNoAxesColumn, Columns3 } from 'lucide-react';
import { useCallback, useId, useMemo, useState } from 'react';
import { Chart } from '../../charts/chart';
import type { ChartColors } from '../../charts/colors';
import { parallelOption } from '../../charts/parallel-option';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { Checkbox } from '../../ui/checkbox';
import { Input } from '../../ui/input';
import { Message } from '../../ui/message';
import { Popover } from '../../ui/popover';
import { ScrollRegion } from '../../ui/scroll-region';
import { type ComparedRun, type Dimension, dashOf, tellingMetrics, tells } from './compared';

const mostAxes = 12;

function firstAxes(all: Dimension[]): string[] {
  const params = all.filter((one) => one.kind === 'params' && tells(one));
  const chosen = [...params.filter(({ numeric }) => numeric), ...params.filter(({ numeric }) => !numeric)].slice(0, 5);
  return [...chosen, ...tellingMetrics(all, 3)].map(({ id }) => id);
}

/** Runs as lines across what was chosen of them. */
export function ParallelView({ runs, all }: { runs: ComparedRun[]; all: Dimension[] }) {
  const [text, setText] = useUrlSetting('axes', '');
  const ids = useMemo(() => (text ? text.split('|') : firstAxes(all)), [text, all]);
  const axes = useMemo(
    () =>
      ids
        .flatMap((id) => all.find((one) => one.id === id) ?? [])
        .slice(0, mostAxes)
        .map(({ key, values, numeric }) => ({ name: key, values, numeric })),
    [ids, all],
  );
  const lines = useMemo(() => runs.map(({ name, place }) => ({ name, color: place, dash: dashOf(place) })), [runs]);
  const option = useCallback((colors: ChartColors, width: number) => parallelOption(axes, lines, colors, width), [axes, lines]);
  return (
    <Card aria-label="Parallel coordinates">
      <CardHeader
        title="Parallel coordinates"
        description="Drag along an axis to single out the runs that pass there; click it to let them go"
        actions={<AxisPicker all={all} chosen={ids} onChange={(next) => setText(next.join('|'))} />}
      />
      {axes.length < 2 ? (
        <Message icon={ChartNoAxesColumn} title="Choose two axes or more">
          Parameters and metrics are offered under Axes.
        </Message>
      ) : (
        <ScrollRegion label="Parallel coordinates of the runs" className="px-3 pb-3">
          <div style={{ minWidth: axes.length * 84 }}>
            <Chart
              option={option}
              className="h-96"
              label={`${runs.length} runs as lines across ${axes.map(({ name }) => name).join(', ')}. The tables under Figures have every value.`}
            />
          </div>
        </ScrollRegion>
      )}
    </Card>
  );
}

function AxisPicker({ all, chosen, onChange }: { all: Dimension[]; chosen: string[]; onChange: (ids: string[]) => void }) {
  const [query, setQuery] = useState('');
  const base = useId();
  const wanted = query.trim().toLowerCase();
  const found = all.filter(({ key }) => key.toLowerCase().includes(wanted)).slice(0, 80);
  return (
    <Popover
      label="Axes"
      align="end"
      className="w-72"
      trigger={
        <Button size="sm">
          <Columns3 aria-hidden />
          Axes
        </Button>
      }
    >
      <div className="border-b p-2">
        <Input
          type="search"
          aria-label="Search axes"
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div className="max-h-80 overflow-y-auto p-2">
        {(['params', 'metrics'] as const).map((kind) => (
          <fieldset key={kind} className="mb-2 last:mb-0">
            <legend className="px-2 py-1 text-2xs font-medium text-muted">{kind === 'params' ? 'Parameters' : 'Metrics'}</legend>
            {found
              .filter((one) => one.kind === kind)
              .map(({ id, key, differs }) => (
                <div key={id} className="flex min-h-7 items-center gap-2 rounded-md px-2 hover:bg-hover">
                  <Checkbox
                    id={`${base}-${id}`}
                    checked={chosen.includes(id)}
                    disabled={!chosen.includes(id) && chosen.length >= mostAxes}
                    onCheckedChange={(on) => onChange(on === true ? [...chosen, id] : chosen.filter((other) => other !== id))}
                  />
                  <label htmlFor={`${base}-${id}`} className="flex min-w-0 flex-1 justify-between gap-2 py-1">
                    <span className="truncate">{key}</span>
                    {!differs && <span className="shrink-0 text-2xs text-muted">same</span>}
                  </label>
                </div>
              ))}
          </fieldset>
        ))}
      </div>
    </Popover>
  );
}
