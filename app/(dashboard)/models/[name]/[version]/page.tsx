import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { day } from '@/components/format';
import { AliasBadges } from '@/components/models/alias-badges';
import { modelHref } from '@/components/models/model-names';
import { VersionActions } from '@/components/models/version-actions';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { RelativeTime } from '@/components/ui/time';
import { requireSession } from '@/lib/http/require-session';
import { getModel, getVersion, listVersions } from '@/lib/registry/service';
import { versionNumber } from '@/lib/registry/version-params';
import { nameInAddress } from '../../../name-in-address';
import { orUndefined } from '../../../or-undefined';
import { type SearchParams, searchText } from '../../../search-params';
import { type VersionTab, versionTabs } from './tabs';

type Props = { params: Promise<{ name: string; version: string }>; searchParams: Promise<SearchParams> };

const versionsOffered = 200;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, version } = await params;
  return { title: `${nameInAddress(name) ?? 'Model'}, version ${version}` };
}

export default async function VersionPage({ params, searchParams }: Props) {
  const segments = await params;
  const query = await searchParams;
  const name = nameInAddress(segments.name);
  if (name === undefined) notFound();
  await requireSession(`${modelHref(name)}/${encodeURIComponent(segments.version)}`);
  const found = await orUndefined(readVersion(name, segments.version));
  if (!found) notFound();
  const { model, version } = found;
  const versions = (await listVersions(name, { limit: versionsOffered })).items.map((one) => one.version);
  const asked = searchText(query.tab);
  const open: VersionTab = asked !== undefined && Object.hasOwn(versionTabs, asked) ? (asked as VersionTab) : 'overview';
  const beside = /^[1-9]\d{0,8}$/.test(searchText(query.with) ?? '') ? Number(searchText(query.with)) : undefined;
  const tabs = (Object.keys(versionTabs) as VersionTab[]).map((tab) => {
    const { label, View } = versionTabs[tab];
    // Only the open one is read and sent.
    const content =
      tab === open ? (
        <Suspense key={tab} fallback={<TabSkeleton />}>
          <View version={version} versions={versions} beside={beside} all={searchText(query.all) === '1'} />
        </Suspense>
      ) : (
        <TabSkeleton key={tab} />
      );
    return { value: tab, label, content };
  });
  const champion = model.aliases.find(({ alias }) => alias === 'champion')?.version ?? null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow={
          <nav aria-label="Breadcrumb" className="flex flex-wrap gap-x-1.5">
            <Link href="/models" className="rounded-sm hover:text-ink hover:underline">
              Models
            </Link>
            <span aria-hidden>/</span>
            <Link href={modelHref(name)} className="rounded-sm wrap-anywhere hover:text-ink hover:underline">
              {name}
            </Link>
          </nav>
        }
        title={
          <>
            Version {version.version}
            <AliasBadges aliases={version.aliases} />
          </>
        }
        description={
          <>
            {version.trainedThrough && `Trained through ${day(version.trainedThrough)} · `}registered{' '}
            <RelativeTime value={version.createdAt} />
          </>
        }
        actions={
          <VersionActions
            key={version.version}
            name={name}
            version={version.version}
            champion={champion}
            versions={versions}
            aliases={model.aliases}
          />
        }
      />
      <UrlTabs label="Views of the version" tabs={tabs} />
    </div>
  );
}

async function readVersion(name: string, segment: string) {
  const [model, version] = await Promise.all([getModel(name), getVersion(name, versionNumber(segment))]);
  return { model, version };
}

function TabSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <Skeleton className="h-24" />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-72" />
        <Skeleton className="h-48" />
      </div>
    </div>
  );
}
