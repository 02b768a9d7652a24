import type { Metadata } from 'next';
import Link from 'next/link';
import { ImportWizard } from '@/components/data/import/import-wizard';
import { PageHeader } from '@/components/ui/page-header';
import { requireSession } from '@/lib/http/require-session';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { type SearchParams, searchText } from '../../search-params';

export const metadata: Metadata = { title: 'Import a file' };

export default async function ImportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/data/import');
  const asked = searchText((await searchParams).dataset);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow={
          <Link href="/data" className="rounded-sm hover:text-ink hover:underline">
            Data
          </Link>
        }
        title="Import a file"
        description="From a CSV or Parquet file to a forecast in four steps"
      />
      <ImportWizard suggested={asked === sampleDataset ? '' : (asked ?? '')} />
    </div>
  );
}
