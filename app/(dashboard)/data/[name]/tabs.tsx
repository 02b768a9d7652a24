import { Database } from 'lucide-react';
import type { ComponentType } from 'react';
import { SettingsView } from '@/components/data/settings-view';
import { ValidationView } from '@/components/data/validation-view';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { readManifest } from '@/lib/datasets/manifest';
import type { DatasetOverview } from '@/lib/datasets/overview';
import { listDatasetVersions } from '@/lib/datasets/versions';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import { runValidationReport } from '@/lib/pipeline-runs/validation';
import { orUndefined } from '../../or-undefined';
import { type SearchParams, searchText } from '../../search-params';
import type { DataTab } from '../tab-names';
import { CalendarView, FileList, ProfileView, VersionList } from './parts';

interface TabProps {
  dataset: DatasetOverview;
  search: SearchParams;
}

export const tabViews: Record<DataTab, ComponentType<TabProps>> = {
  profile: ({ dataset: { name, version, currency } }) =>
    version ? <ProfileView name={name} version={version.version} rows={version.rowCount} currency={currency} /> : <NoVersion name={name} />,
  files: ({ dataset: { name, version } }) => (version ? <FileList name={name} version={version.version} /> : <NoVersion name={name} />),
  versions: VersionsTab,
  validation: ValidationTab,
  calendar: ({ dataset: { name, version } }) =>
    version ? <CalendarView dataset={name} lastDate={version.lastDate} /> : <NoVersion name={name} />,
  settings: async ({ dataset }) => {
    const manifest =
      dataset.version && (await orUndefined(readManifest(dataset.name, dataset.version.version), ['not_found', 'data_invalid']));
    return <SettingsView dataset={dataset} rules={manifest?.observations?.rules ?? null} />;
  },
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

const runsShown = 50;

async function ValidationTab({ dataset: { name }, search }: TabProps) {
  const { items } = await listPipelineRuns({ dataset: name, limit: runsShown });
  const asked = searchText(search.run);
  const shown = items.find(({ id }) => id === asked) ?? items[0];
  const report = shown && (await orUndefined(runValidationReport(shown.id)))?.report;
  return <ValidationView dataset={name} runs={items} shown={shown?.id} report={report} />;
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
