import { Database } from 'lucide-react';
import type { ComponentType } from 'react';
import { FileList } from '@/components/data/file-list';
import { ProfileView } from '@/components/data/profile-view';
import { VersionList } from '@/components/data/version-list';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import type { DatasetOverview } from '@/lib/datasets/overview';
import { listDatasetVersions } from '@/lib/datasets/versions';
import { type SearchParams, searchText } from '../../search-params';
import type { DataTab } from '../tab-names';

interface TabProps {
  dataset: DatasetOverview;
  search: SearchParams;
}

export const tabViews: Record<DataTab, ComponentType<TabProps>> = {
  profile: ({ dataset: { name, version, currency } }) =>
    version ? <ProfileView name={name} version={version.version} rows={version.rowCount} currency={currency} /> : <NoVersion name={name} />,
  files: ({ dataset: { name, version } }) => (version ? <FileList name={name} version={version.version} /> : <NoVersion name={name} />),
  versions: VersionsTab,
};

const versionsShown = 200;

async function VersionsTab({ dataset: { name, version }, search }: TabProps) {
  if (!version) return <NoVersion name={name} />;
  const { items } = await listDatasetVersions(name, { limit: versionsShown });
  // Numbers of versions that are not there are as good as none.
  const asked = (text: string | undefined) => items.find((one) => String(one.version) === text)?.version;
  const shown = asked(searchText(search.version)) ?? version.version;
  const against = asked(searchText(search.against));
  return <VersionList name={name} versions={items} version={shown} against={against === shown ? undefined : against} />;
}

function NoVersion({ name }: { name: string }) {
  return (
    <Card>
      <Message icon={Database} title="No data yet" actions={<RunPipelineButton initial={{ dataset: name }} />}>
        The first run makes the data of the sample retailer: ten stores, twenty products, two years of days.
      </Message>
    </Card>
  );
}
