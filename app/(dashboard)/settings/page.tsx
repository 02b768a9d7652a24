import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { Suspense } from 'react';
import { readTheme, themeCookie } from '@/components/layout/theme';
import { AccessCard } from '@/components/settings/access-card';
import { AppearanceCard } from '@/components/settings/appearance-card';
import { ConnectionsCard } from '@/components/settings/connections-card';
import { PartsCard } from '@/components/settings/parts-card';
import { SettingsTable } from '@/components/settings/settings-table';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { access } from '@/lib/http/access';
import { requireSession } from '@/lib/http/require-session';
import { checkReadiness } from '@/lib/monitoring/readiness';
import { describeSettings } from '@/lib/settings/describe';
import { version } from '@/package.json';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  await requireSession('/settings');
  const { apiKey, host } = access();
  const locked = apiKey !== undefined;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Settings" description={`Almanac ${version} on Node ${process.versions.node}`} />
      <Suspense fallback={<Skeleton className="h-80" />}>
        <Parts />
      </Suspense>
      <div className="grid gap-5 xl:grid-cols-2">
        <AccessCard locked={locked} host={host} />
        <AppearanceCard initial={readTheme((await cookies()).get(themeCookie)?.value)} />
      </div>
      <ConnectionsCard locked={locked} />
      <SettingsTable settings={describeSettings()} />
    </div>
  );
}

/** A part that does not answer takes some seconds to be found out; the rest of the page does not wait for it. */
async function Parts() {
  const { parts } = await checkReadiness();
  return parts ? <PartsCard parts={parts} /> : null;
}
