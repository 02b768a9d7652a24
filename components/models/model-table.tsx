import Link from 'next/link';
import type { ModelSummary } from '@/lib/registry/model-list';
import { levelLabel } from '../forecasts/series-label';
import { count, day, percent, words } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { RelativeTime } from '../ui/time';
import { BesideNaive } from './beside-naive';
import { kindTitles, modelHref } from './model-names';

/** Registered models, a line each: what it forecasts, who is champion since when, how good that is. */
export function ModelTable({ models }: { models: ModelSummary[] }) {
  return (
    <Table label="Registered models" className="min-w-3xl">
      <thead>
        <tr>
          <HeadCell>Model</HeadCell>
          <HeadCell>Forecasts</HeadCell>
          <HeadCell>Champion</HeadCell>
          <HeadCell numeric title="WAPE of the champion in its backtest: the sum of what it was off by, over the sum of sales">
            Error
          </HeadCell>
          <HeadCell numeric title="How much less that is than the seasonal naive’s error at the same origins">
            Against naive
          </HeadCell>
          <HeadCell>Trained through</HeadCell>
          <HeadCell numeric>Versions</HeadCell>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.name} className="group relative transition-colors hover:bg-raised">
            <Cell className="max-w-72 min-w-56">
              <Link
                href={modelHref(model.name)}
                className="font-medium whitespace-normal wrap-anywhere after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
              >
                {model.name}
              </Link>
              <div className="mt-1">
                <Badge tone={model.kind === 'forecaster' ? 'info' : 'neutral'}>{kindTitles[model.kind]}</Badge>
              </div>
            </Cell>
            <Cell>{model.dataset ? <Scope {...model} dataset={model.dataset} /> : <span className="text-faint">–</span>}</Cell>
            <Cell>
              {model.champion ? (
                <>
                  <p className="font-medium">Version {model.champion.version}</p>
                  <p className="text-xs text-muted">
                    since <RelativeTime value={model.champion.since} />
                  </p>
                </>
              ) : (
                <span className="text-muted">none</span>
              )}
            </Cell>
            <Cell numeric className="font-medium">
              {percent(model.champion?.wape == null ? null : model.champion.wape / 100)}
            </Cell>
            <Cell numeric>
              <BesideNaive own={model.champion?.wape ?? null} naive={model.champion?.naiveWape ?? null} />
            </Cell>
            <Cell className="text-muted">{model.champion?.trainedThrough ? day(model.champion.trainedThrough) : '–'}</Cell>
            <Cell numeric>
              {model.versionCount}
              <p className="text-xs text-muted">{model.latestVersion === null ? 'none yet' : `latest ${model.latestVersion}`}</p>
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Scope({ dataset, level, frequency }: Pick<ModelSummary, 'level' | 'frequency'> & { dataset: string }) {
  const parts = [level && levelLabel(level), frequency && `by ${frequency}`].filter(Boolean);
  return (
    <>
      <p>{words(dataset)}</p>
      <p className="text-xs text-muted">{parts.join(' · ')}</p>
    </>
  );
}

/** How many there are, in words: `3 models`. */
export function modelCount(total: number, narrowed: boolean): string {
  return narrowed ? `${count(total, 'model')} found` : count(total, 'registered model');
}
