import { Layers } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { levelLabel } from '@/components/forecasts/series-label';
import { count, words } from '@/components/format';
import { AliasCard } from '@/components/models/alias-card';
import { AuditTrail } from '@/components/models/audit-trail';
import { ChampionActions } from '@/components/models/champion-actions';
import { ChampionTiles } from '@/components/models/champion-tiles';
import { DescriptionCard } from '@/components/models/description-card';
import { Markdown } from '@/components/models/markdown';
import { kindTitles, modelHref } from '@/components/models/model-names';
import { TagsCard } from '@/components/models/tags-card';
import { versionRows } from '@/components/models/version-rows';
import { VersionTable } from '@/components/models/version-table';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireSession } from '@/lib/http/require-session';
import { getModel, kindOf, listModelSummaries, listPromotions, listVersions } from '@/lib/registry/service';
import { nameInAddress } from '../../name-in-address';
import { orUndefined } from '../../or-undefined';
import { type SearchParams, searchText } from '../../search-params';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

const versionsShown = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: nameInAddress((await params).name) ?? 'Model' };
}

export default async function ModelPage({ params, searchParams }: Props) {
  const name = nameInAddress((await params).name);
  if (name === undefined) notFound();
  await requireSession(modelHref(name));
  const before = searchText((await searchParams).before);
  const cursor = before && /^\d{1,9}$/.test(before) ? before : undefined;
  const model = await orUndefined(getModel(name));
  if (!model) notFound();
  const [versions, promotions, summary] = await Promise.all([
    listVersions(name, { limit: versionsShown, cursor }),
    listPromotions(name, { limit: 20 }),
    listModelSummaries({ names: [name], limit: 1 }),
  ]);
  const kind = kindOf(name);
  const champion = summary.items[0]?.champion?.version;
  const scope = [model.dataset && words(model.dataset), model.level && levelLabel(model.level), model.frequency && `by ${model.frequency}`];
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow={
          <Link href="/models" className="rounded-sm hover:text-ink hover:underline">
            Models
          </Link>
        }
        title={
          <>
            <span className="wrap-anywhere">{name}</span>
            <Badge tone={kind === 'forecaster' ? 'info' : 'neutral'}>{kindTitles[kind]}</Badge>
          </>
        }
        actions={champion !== undefined && <ChampionActions name={name} champion={champion} />}
        description={scope.filter(Boolean).join(' · ') || count(summary.items[0]?.versionCount ?? 0, 'version')}
      />
      {summary.items[0] && <ChampionTiles model={summary.items[0]} />}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Card aria-labelledby="versions-title" className="overflow-hidden">
            {versions.items.length > 0 ? (
              <VersionTable name={name} rows={versionRows(versions.items)} />
            ) : (
              <Message icon={Layers} title={cursor ? 'No older version' : 'No version yet'}>
                {cursor ? 'All versions are newer.' : 'A version is registered when a run, or a program, logs a model under this name.'}
              </Message>
            )}
          </Card>
          <Pager
            firstHref={cursor ? modelHref(name) : undefined}
            nextHref={versions.nextCursor ? modelHref(name, undefined, { before: versions.nextCursor }) : undefined}
            labels={{ first: 'Newest versions', next: 'Older versions' }}
          />
          <Card aria-labelledby="audit-title" className="overflow-hidden">
            <CardHeader id="audit-title" title="Promotions" description="Every move of an alias: who, why, on which figures" />
            <div className="border-t">
              <AuditTrail key={promotions.items[0]?.id ?? 'none'} name={name} first={promotions} />
            </div>
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <AliasCard name={name} aliases={model.aliases} versions={versions.items.map(({ version }) => version)} />
          <DescriptionCard name={name} description={model.description}>
            <Markdown>{model.description}</Markdown>
          </DescriptionCard>
          <TagsCard name={name} tags={model.tags} />
        </div>
      </div>
    </div>
  );
}
