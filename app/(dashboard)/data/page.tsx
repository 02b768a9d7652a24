import { Database, FilePlus2, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { addressOf } from '@/components/address-of';
import { DatasetTable } from '@/components/data/dataset-table';
import { count } from '@/components/format';
import { SampleButton } from '@/components/overview/sample-button';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Message } from '@/components/ui/message';
import { PageHeader } from '@/components/ui/page-header';
import { Pager } from '@/components/ui/pager';
import { UrlSearch } from '@/components/ui/url-search';
import { listDatasetOverviews } from '@/lib/datasets/overview';
import { requireSession } from '@/lib/http/require-session';
import { orUndefined } from '../or-undefined';
import { type SearchParams, searchText } from '../search-params';

export const metadata: Metadata = { title: 'Data' };

const pageSize = 25;

export default async function DataPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/data');
  const query = await searchParams;
  const q = searchText(query.q)?.slice(0, 200);
  const cursor = searchText(query.cursor);
  // A cursor that cannot be leads nowhere.
  const page = await orUndefined(listDatasetOverviews({ q, cursor, limit: pageSize }), ['validation_failed']);
  if (!page) notFound();
  const address = (at?: string) => addressOf('/data', { q, cursor: at });
  const bringOwn = (
    <Button asChild variant="primary">
      <Link href="/data/import">
        <FilePlus2 aria-hidden />
        Import a file
      </Link>
    </Button>
  );
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Data"
        description={q ? `${count(page.total, 'dataset')} found` : count(page.total, 'dataset')}
        actions={bringOwn}
      />
      <UrlSearch label="Search datasets" />
      <Card aria-label="Datasets" className="overflow-hidden">
        {page.items.length > 0 ? (
          <DatasetTable datasets={page.items} />
        ) : q || cursor ? (
          <Message
            icon={SearchX}
            title="No such dataset"
            actions={
              <Button asChild>
                <Link href="/data">Show all datasets</Link>
              </Button>
            }
          >
            No name or description holds these words.
          </Message>
        ) : (
          <Message
            icon={Database}
            title="No data yet"
            actions={
              <>
                {bringOwn}
                <SampleButton again={false} />
              </>
            }
          >
            Bring the sales of your stores or products as CSV or Parquet, or look around with a made-up retailer.
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
