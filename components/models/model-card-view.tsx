import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ModelCard } from '@/lib/registry/card-schema';
import { levelLabel } from '../forecasts/series-label';
import { count, day, figure, modelTitle, percent, words } from '../format';
import { Card, CardHeader } from '../ui/card';
import { CopyCode } from '../ui/copy-code';
import { CardFigures, CardIntervals, CardLevels } from './card-figures';
import { FactsList } from './facts-list';
import { memberTitle, sentence } from './model-names';

const windowTitles = { selection: 'Backtest', calibration: 'Calibration', test: 'Test' } as const;

/** What a person should know of a version before relying on it. */
export function ModelCardView({ card }: { card: ModelCard }) {
  const { data, confidence, figures } = card;
  const hasFigures = Object.keys(figures.own.backtest).length + Object.keys(figures.own.test).length > 0;
  const span = (origins: string[]) =>
    `${count(origins.length, 'origin')}, ${[origins[0], origins.length > 1 ? origins.at(-1) : undefined]
      .filter((one) => one !== undefined)
      .map((one) => day(one))
      .join(' to ')}`;
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Card aria-labelledby="card-title">
          <CardHeader id="card-title" title="What it is" description={card.summary} />
          {(card.strengths.length > 0 || card.limits.length > 0) && (
            <div className="grid gap-x-6 gap-y-4 border-t p-4 md:grid-cols-2">
              <Points title="Strengths" items={card.strengths} tone="good" none="Nothing stands out." />
              <Points title="Limits" items={card.limits} tone="care" none="None were found." />
            </div>
          )}
          {card.intendedUse.length > 0 && (
            <div className="border-t p-4">
              <h3 className="text-sm font-semibold">Intended use</h3>
              <ul className="mt-2 flex list-disc flex-col gap-1 pl-4 text-sm text-pretty text-muted">
                {card.intendedUse.map((use) => (
                  <li key={use}>{use}</li>
                ))}
              </ul>
            </div>
          )}
        </Card>
        {hasFigures && (
          <Card aria-labelledby="figures-title" className="overflow-hidden">
            <CardHeader
              id="figures-title"
              title="Figures"
              description={
                confidence.wape
                  ? `On the test window its error is ${percent(confidence.wape.estimate / 100)} of sales, with ${percent(confidence.wape.confidence, 0)} confidence between ${percent(confidence.wape.lower / 100)} and ${percent(confidence.wape.upper / 100)}`
                  : 'Chosen by the backtest; the test window was scored once'
              }
            />
            <CardFigures figures={figures} />
          </Card>
        )}
        {card.levels.length > 0 && (
          <Card aria-labelledby="levels-title" className="overflow-hidden">
            <CardHeader id="levels-title" title="By level" description="The test window, the modelled level and the sums above it" />
            <CardLevels levels={card.levels} />
          </Card>
        )}
        <Card aria-labelledby="load-title">
          <CardHeader id="load-title" title="How to load it" description={card.load.note} />
          <div className="flex flex-col gap-3 px-4 pb-4">
            {card.load.python && <CopyCode label="Python" code={card.load.python} />}
            {card.load.rest && <CopyCode label="REST" code={card.load.rest} />}
          </div>
        </Card>
        {Object.keys(card.hyperparameters).length > 0 && (
          <Card aria-labelledby="params-title" className="overflow-hidden">
            <details>
              <summary className="cursor-pointer px-4 py-3 text-base font-semibold focus-visible:-outline-offset-2">
                <span id="params-title">Hyperparameters</span>
                <span className="ml-2 text-xs font-normal text-muted">{count(Object.keys(card.hyperparameters).length, 'setting')}</span>
              </summary>
              <div className="border-t pt-3 font-mono text-xs">
                <FactsList facts={Object.entries(card.hyperparameters)} />
              </div>
            </details>
          </Card>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        {data && (
          <Card aria-labelledby="data-title">
            <CardHeader id="data-title" title="Data" />
            <FactsList
              facts={[
                ['Dataset', `${words(data.dataset)}${data.version === null ? '' : `, version ${data.version}`}`],
                ['Window', data.firstDate && data.trainedThrough && `${day(data.firstDate)} to ${day(data.trainedThrough)}`],
                ['Level', data.level && `${levelLabel(data.level)}${data.frequency ? ` by ${data.frequency}` : ''}`],
                ['Series', data.series === null ? null : figure(data.series)],
                ['Rows', data.rows === null ? null : figure(data.rows)],
                ['Known ahead', data.known.join(', ')],
                ['Past only', data.past.join(', ')],
                ['Fingerprint', data.fingerprint && <code className="font-mono text-xs">{data.fingerprint}</code>],
                ...card.windows.map(({ name, origins }): [string, string] => [windowTitles[name], span(origins)]),
              ]}
            />
          </Card>
        )}
        {card.intervals.length > 0 && (
          <Card aria-labelledby="intervals-title">
            <CardHeader
              id="intervals-title"
              title="Intervals"
              description="Share of the test window’s sales inside; the mark is what each promises"
            />
            <CardIntervals intervals={card.intervals} />
            {card.intervalMethod && <p className="border-t px-4 py-3 text-xs text-pretty text-muted">{sentence(card.intervalMethod)}.</p>}
          </Card>
        )}
        {card.members.length > 0 && (
          <Shares
            id="members"
            title="Members"
            description="Weight over all steps ahead"
            items={card.members.map(({ name, weight }) => [memberTitle(name), weight])}
          />
        )}
        {card.importance.length > 0 && (
          <Shares
            id="importance"
            title="Most telling features"
            description="Share of the gain of all features"
            items={card.importance.map(({ feature, share }) => [feature, share])}
          />
        )}
        {card.features.length > 0 && (
          <Card aria-labelledby="features-title">
            <CardHeader id="features-title" title="What it sees" />
            <FactsList facts={card.features.map(({ label, detail }) => [label, detail])} />
          </Card>
        )}
        <Card aria-labelledby="made-title">
          <CardHeader id="made-title" title="Made by" />
          <FactsList
            facts={[
              ['Almanac', card.made.almanac],
              ['Revision', card.made.revision && <code className="font-mono text-xs">{card.made.revision.slice(0, 12)}</code>],
              ...Object.entries(card.made.libraries).map(([library, version]): [string, string] => [modelTitle(library), version]),
              ['Horizon', card.horizon === null ? null : count(card.horizon, data?.frequency ?? 'step')],
            ]}
          />
        </Card>
      </div>
    </div>
  );
}

const looks = { good: { icon: CircleCheck, ink: 'text-success' }, care: { icon: TriangleAlert, ink: 'text-warning' } } as const;

function Points({ title, items, tone, none }: { title: string; items: string[]; tone: keyof typeof looks; none: string }) {
  const { icon: Icon, ink } = looks[tone];
  return (
    <section aria-label={title}>
      <h3 className="text-sm font-semibold">{title}</h3>
      {items.length === 0 && <p className="mt-2 text-sm text-muted">{none}</p>}
      <ul className="mt-2 flex flex-col gap-2 text-sm">
        {items.map((item) => (
          <li key={item} className="flex gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${ink}`} />
            <span className="min-w-0 text-pretty wrap-anywhere">{item}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shares({ id, title, description, items }: { id: string; title: string; description: string; items: [string, number][] }) {
  const most = Math.max(...items.map(([, share]) => share));
  return (
    <Card aria-labelledby={`${id}-title`}>
      <CardHeader id={`${id}-title`} title={title} description={description} />
      <ul className="flex flex-col gap-2.5 px-4 pb-4 text-sm">
        {items.map(([name, share]) => (
          <li key={name}>
            <p className="flex justify-between gap-3">
              <span className="truncate">{name}</span>
              <span className="text-muted tabular">{percent(share)}</span>
            </p>
            <div aria-hidden className="mt-1 h-1 rounded-full bg-raised">
              <div className="h-full rounded-full bg-accent" style={{ width: `${(100 * share) / most}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
