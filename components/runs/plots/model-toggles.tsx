'use client';

import clsx from 'clsx';
import { seriesColorCount } from '../../charts/colors';
import { modelTitle } from '../../format';
import type { PlotModels } from './use-plot-models';

/** The legend of charts with a line for each model: a click shows a model or hides it, in all of them. */
export function ModelToggles({ models, among }: { models: PlotModels; among: string[] }) {
  const { all, shown, toggle, colorOf, best } = models;
  return (
    <ul aria-label="Models shown" className="mb-1 flex flex-wrap gap-1 px-1">
      {all
        .filter((name) => among.includes(name))
        .map((name) => {
          const on = shown.includes(name);
          return (
            <li key={name}>
              <button
                type="button"
                aria-pressed={on}
                onClick={() => toggle(name)}
                className={clsx(
                  'inline-flex h-6 items-center gap-1.5 rounded-full border px-2 text-2xs transition-colors',
                  on ? 'bg-raised text-ink' : 'border-transparent text-muted hover:bg-hover',
                )}
              >
                <span
                  aria-hidden
                  className={clsx('size-2 rounded-full', !on && 'opacity-45')}
                  style={{ background: `var(--color-series-${(colorOf(name) % seriesColorCount) + 1})` }}
                />
                {modelTitle(name)}
                {name === best && <span className="text-accent-ink">best</span>}
              </button>
            </li>
          );
        })}
    </ul>
  );
}
