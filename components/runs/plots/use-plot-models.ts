'use client';

import { useCallback, useMemo } from 'react';
import { modelColor, rankedModels } from '../../charts/run/comparison-option';
import { useUrlSetting } from '../use-url-setting';
import { usePlot } from './use-plot';

/** Lines that a chart shows at first: more hide each other. */
const shownAtFirst = 4;

/** The models of a run's charts: all, ranked by backtest; the one looked at; those whose lines are shown. The choices stand in the address. */
export interface PlotModels {
  /** The best by backtest first; empty until they are known. */
  all: string[];
  best: string | undefined;
  /** The one that charts of a single model show. */
  model: string;
  setModel: (model: string) => void;
  shown: string[];
  toggle: (model: string) => void;
  /** A model's place among the colours, the same in every chart. */
  colorOf: (model: string) => number;
}

export function usePlotModels(runId: string): PlotModels {
  const { data } = usePlot(runId, 'comparison');
  const [asked, setModel] = useUrlSetting('model', '');
  const [listed, setListed] = useUrlSetting('models', '');
  const all = useMemo(() => (data ? rankedModels(data) : []), [data]);
  const best = data?.best;
  const model = all.includes(asked) ? asked : (best ?? all[0] ?? '');
  const shown = useMemo(() => {
    const wanted = listed.split(',').filter((name) => all.includes(name));
    if (wanted.length > 0) return wanted;
    const naive = all.filter((name) => name === 'seasonal-naive');
    const first = [...(best && all.includes(best) ? [best] : []), ...all.filter((name) => name !== best && name !== 'seasonal-naive')];
    return [...first.slice(0, shownAtFirst - naive.length), ...naive];
  }, [all, best, listed]);
  const toggle = useCallback(
    (name: string) => {
      const next = shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name];
      if (next.length > 0) setListed(next.join(','));
    },
    [shown, setListed],
  );
  const colorOf = useCallback((name: string) => modelColor(name, all, best), [all, best]);
  return { all, best, model, setModel, shown, toggle, colorOf };
}
