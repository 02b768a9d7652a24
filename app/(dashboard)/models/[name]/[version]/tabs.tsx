import { GitCompare } from 'lucide-react';
import Link from 'next/link';
import { instant } from '@/components/format';
import { CompareView } from '@/components/models/compare-view';
import { DescriptionCard } from '@/components/models/description-card';
import { FactsList } from '@/components/models/facts-list';
import { GateList } from '@/components/models/gate-list';
import { LineageGraph } from '@/components/models/lineage-graph';
import { Markdown } from '@/components/models/markdown';
import { ModelCardView } from '@/components/models/model-card-view';
import { TagsCard } from '@/components/models/tags-card';
import { VersionFiles } from '@/components/models/version-files';
import { VersionTiles } from '@/components/models/version-tiles';
import { Badge } from '@/components/ui/badge';
import { Callout } from '@/components/ui/callout';
import { Card, CardHeader } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import type { ModelVersion } from '@/lib/registry/schema';
import { compareVersions, gatesOf, lineageOf, listVersionFiles, modelCard } from '@/lib/registry/service';
import { orUndefined } from '../../../or-undefined';

export interface TabProps {
  version: ModelVersion;
  /** Versions that there are, the newest first. */
  versions: number[];
  /** What it is beside, as the address has it. */
  beside: number | undefined;
  /** What is the same is shown too. */
  all: boolean;
}

/** How it did, what stands before its promotion, what people say of it. */
async function Overview({ version }: TabProps) {
  const { name, version: number } = version;
  const [answer, card] = await Promise.all([gatesOf(name, number, 'champion'), modelCard(name, number)]);
  const champion = answer.currentVersion === number;
  const naive = card.figures.naive;
  return (
    <div className="flex flex-col gap-5">
      <VersionTiles version={version} naive={{ backtest: naive?.backtest.wape ?? null, test: naive?.test.wape ?? null }} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Card aria-labelledby="gates-title">
            <CardHeader
              id="gates-title"
              title="Promotion gates"
              description={
                champion
                  ? 'What the champion shows now'
                  : answer.currentVersion === null
                    ? 'What it must show to become champion'
                    : `What it must show to take the place of version ${answer.currentVersion}`
              }
              actions={
                <Badge tone={answer.passed ? 'success' : 'danger'}>
                  {answer.passed ? 'All passed' : `${answer.gates.filter(({ passed }) => !passed).length} not passed`}
                </Badge>
              }
            />
            <GateList gates={answer.gates} className="divide-y border-t px-4" />
          </Card>
          <DescriptionCard name={name} version={number} description={version.description}>
            <Markdown>{version.description}</Markdown>
          </DescriptionCard>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Card aria-labelledby="facts-title">
            <CardHeader id="facts-title" title="Facts" />
            <FactsList
              facts={[
                ['Registered', instant(version.createdAt)],
                ['Status', version.status === 'READY' ? 'Ready' : version.status],
                ['Stage', version.stage === 'None' ? null : version.stage],
                [
                  'Pipeline run',
                  version.pipelineRunId && <RunLink href={`/pipelines/${version.pipelineRunId}`} id={version.pipelineRunId} />,
                ],
                ['Tracked run', version.runId && <RunLink key="run" href={`/experiments/runs/${version.runId}`} id={version.runId} />],
                [
                  'Source',
                  <code key="source" className="font-mono text-xs">
                    {version.source}
                  </code>,
                ],
              ]}
            />
          </Card>
          <TagsCard name={name} version={number} tags={version.tags} />
        </div>
      </div>
    </div>
  );
}

function RunLink({ href, id }: { href: string; id: string }) {
  return (
    <Link href={href} className="rounded-sm font-mono text-xs text-accent-ink hover:underline">
      {id}
    </Link>
  );
}

async function CardTab({ version }: TabProps) {
  return <ModelCardView card={await modelCard(version.name, version.version)} />;
}

async function LineageTab({ version }: TabProps) {
  const lineage = await lineageOf(version.name, version.version);
  return (
    <Card aria-labelledby="lineage-title" className="overflow-hidden">
      <CardHeader
        id="lineage-title"
        title="Lineage"
        description={
          lineage.data && !lineage.data.isCurrent
            ? 'From the data to what was published; the dataset has a newer version by now'
            : 'From the data to what was published'
        }
      />
      <div className="border-t">
        <LineageGraph lineage={lineage} />
      </div>
    </Card>
  );
}

async function CompareTab({ version, versions, beside, all }: TabProps) {
  const others = versions.filter((one) => one !== version.version);
  const other = beside !== undefined && beside !== version.version ? beside : (others.find((one) => one < version.version) ?? others[0]);
  const comparison = other === undefined ? undefined : await orUndefined(compareVersions(version.name, version.version, other));
  if (!comparison) {
    return (
      <Card>
        <Message icon={GitCompare} title={other === undefined ? 'Nothing to compare with' : `There is no version ${other}`}>
          {other === undefined
            ? 'This is the only version. The next run that beats the seasonal naive registers another.'
            : 'It may have been deleted. Choose another from the model’s versions.'}
        </Message>
      </Card>
    );
  }
  return <CompareView comparison={comparison} versions={[...new Set([comparison.with, ...others])].sort((a, b) => b - a)} all={all} />;
}

async function FilesTab({ version }: TabProps) {
  const { name, version: number, source } = version;
  const files = await orUndefined(listVersionFiles(name, number), ['conflict', 'bad_request']);
  if (!files) {
    return (
      <Callout tone="info" title="Its files are kept elsewhere">
        This server does not keep them: they are at <code className="font-mono text-xs">{source}</code>.
      </Callout>
    );
  }
  return (
    <Card aria-labelledby="files-title" className="overflow-hidden">
      <CardHeader id="files-title" title="Files" description={<code className="font-mono wrap-anywhere">{files.source}</code>} />
      <VersionFiles name={name} version={number} files={files} />
    </Card>
  );
}

/** The views of a version in their order; the first is the one of an address without `tab`. */
export const versionTabs = {
  overview: { label: 'Overview', View: Overview },
  card: { label: 'Model card', View: CardTab },
  lineage: { label: 'Lineage', View: LineageTab },
  compare: { label: 'Compare', View: CompareTab },
  files: { label: 'Files', View: FilesTab },
} as const;
export type VersionTab = keyof typeof versionTabs;
