import { Boxes, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { addressOf } from '@/components/address-of';
import { ModelFilters } from '@/components/models/model-filters';
import { ModelTable, modelCount } from '@/components/models/model-table';
import { RunPipelineButton } from '@/components/pipelines/run-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { requireSession } from '@/lib/http/require-session';
import { modelKinds } from '@/lib/registry/model-list';
import { datasetsOfModels, listModelSummaries } from '@/lib/registry/service';
import { orUndefined } from '../or-undefined';
import { type SearchParams, searchText } from '../search-params';

export const metadata: Metadata = { title: 'Models' };

const pageSize = 25;

export default async function ModelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/models');
  const query = await searchParams;
  const kind = modelKinds.find((known) => known === query.kind);
  const asked = { q: searchText(query.q)?.slice(0, 200), dataset: searchText(query.dataset), kind };
  const cursor = searchText(query.cursor);
  const [page, datasets] = await Promise.all([
    // A cursor that cannot be leads nowhere.
    orUndefined(listModelSummaries({ ...asked, limit: pageSize, cursor }), ['validation_failed']),
    datasetsOfModels(),
  ]);
  if (!page) notFound();
  const narrowed = Object.values(asked).some((value) => value !== undefined);
  const address = (at?: string) => addressOf('/models', { ...asked, cursor: at });
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Models" description={modelCount(page.total, narrowed)} />
      <ModelFilters datasets={datasets} />
      <Card aria-label="Models" className="overflow-hidden">
        {page.items.length > 0 ? (
          <ModelTable models={page.items} />
        ) : narrowed || cursor ? (
          <Message
            icon={SearchX}
            title="No such model"
            actions={
              <Button asChild>
                <Link href="/models">Show all models</Link>
              </Button>
            }
          >
            No registered model matches. Part of the name is enough.
          </Message>
        ) : (
          <Message icon={Boxes} title="No model yet" actions={<RunPipelineButton />}>
            A pipeline run registers what beats the seasonal naive. Programs register theirs through MLflow’s clients.
          </Message>
        )}
      </Card>
      <Pager
        firstHref={cursor ? address() : undefined}
        nextHref={page.nextCursor ? address(page.nextCursor) : undefined}
        labels={{ first: 'First page', next: 'Next page' }}
      />
    </div>
  );
}
