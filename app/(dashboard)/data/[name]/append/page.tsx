import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { appendHref, datasetHref } from '@/components/data/addresses';
import { ImportWizard } from '@/components/data/import/import-wizard';
import { day, words } from '@/components/format';
import { PageHeader } from '@/components/ui/page-header';
import { getDataset } from '@/lib/datasets/service';
import { requireSession } from '@/lib/http/require-session';
import { nameInAddress } from '../../../name-in-address';
import { orUndefined } from '../../../or-undefined';

type Props = { params: Promise<{ name: string }> };

export const metadata: Metadata = { title: 'Add rows' };

export default async function AppendPage({ params }: Props) {
  const name = nameInAddress((await params).name);
  if (name === undefined) notFound();
  await requireSession(appendHref(name));
  const dataset = await orUndefined(getDataset(name));
  // What Almanac makes itself takes no rows.
  if (dataset?.kind !== 'imported' || !dataset.version) notFound();
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        eyebrow={
          <Link href={datasetHref(name)} className="rounded-sm hover:text-ink hover:underline">
            {words(name)}
          </Link>
        }
        title={`Add rows to ${words(name)}`}
        description={`It goes to ${day(dataset.version.lastDate)}. The file is read as the dataset was, and all of it is checked anew.`}
      />
      <ImportWizard append={name} />
    </div>
  );
}
