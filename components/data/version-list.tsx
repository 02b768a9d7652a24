'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import type { DatasetVersion } from '@/lib/datasets/schema';
import { fetchVersionChanges } from '../api/dataset-versions';
import { count, day, words } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Select } from '../ui/select';
import { Skeleton } from '../ui/skeleton';
import { RelativeTime } from '../ui/time';

const number = new Intl.NumberFormat('en-US');
const signed = new Intl.NumberFormat('en-US', { signDisplay: 'exceptZero' });

/** How a version came about, in words. */
function madeBy({ metadata }: DatasetVersion): string {
  const made = metadata.import as { source?: string; appendedTo?: number | null } | undefined;
  if (!made) return 'made by Almanac';
  return made.appendedTo == null ? `imported from ${made.source}` : `${made.source}, added to version ${made.appendedTo}`;
}

/** The versions of a dataset, and what the chosen one has otherwise than another. */
export function VersionList({
  name,
  versions,
  version,
  against,
}: {
  name: string;
  versions: DatasetVersion[];
  version: number;
  against: number | undefined;
}) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const choose = (changes: Record<string, string | undefined>) => {
    const query = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes)) value === undefined ? query.delete(key) : query.set(key, value);
    router.replace(`${path}?${query}`, { scroll: false });
  };
  return (
    <div className="flex flex-col gap-5">
      <Card aria-labelledby="versions-title" className="overflow-hidden">
        <CardHeader id="versions-title" title="Versions" description="Each import makes one; none is ever changed" />
        <Table label="Versions" className="min-w-3xl border-t">
          <thead>
            <tr>
              <HeadCell>Version</HeadCell>
              <HeadCell>Made</HeadCell>
              <HeadCell numeric>Rows</HeadCell>
              <HeadCell numeric>More</HeadCell>
              <HeadCell>Dates</HeadCell>
              <HeadCell>Fingerprint</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {versions.map((one, place) => {
              const before = versions[place + 1];
              return (
                <tr key={one.version} aria-current={one.version === version || undefined} className="aria-[current=true]:bg-accent-soft">
                  <Cell className="font-medium">
                    {one.version} {place === 0 && <Badge tone="success">Newest</Badge>}
                  </Cell>
                  <Cell className="max-w-72">
                    <p className="truncate" title={madeBy(one)}>
                      {madeBy(one)}
                    </p>
                    <RelativeTime value={one.createdAt} className="text-xs text-muted" />
                  </Cell>
                  <Cell numeric>{number.format(one.rowCount)}</Cell>
                  <Cell numeric className="text-muted">
                    {before ? signed.format(one.rowCount - before.rowCount) : '–'}
                  </Cell>
                  <Cell className="text-muted">
                    {day(one.firstDate)} – {day(one.lastDate)}
                  </Cell>
                  <Cell className="font-mono text-xs text-muted" title={one.fingerprint}>
                    {one.fingerprint.slice(0, 12)}
                  </Cell>
                  <Cell className="text-right">
                    <Button
                      size="sm"
                      aria-label={`What version ${one.version} changed`}
                      onClick={() => choose({ version: String(one.version), against: undefined })}
                    >
                      <GitCompareArrows aria-hidden />
                      Changes
                    </Button>
                  </Cell>
                </tr>
              );
            })}
          </tbody>
        </Table>
      </Card>
      <Card aria-labelledby="changes-title" className="overflow-hidden">
        <CardHeader
          id="changes-title"
          title={`What version ${version} changed`}
          actions={
            versions.length > 1 && (
              <Select
                aria-label="Compare with"
                className="min-w-48"
                value={against === undefined ? 'before' : String(against)}
                onValueChange={(value) => choose({ against: value === 'before' ? undefined : value })}
                options={[
                  { value: 'before', label: 'Against the one before' },
                  ...versions
                    .filter((one) => one.version !== version)
                    .map((one) => ({ value: String(one.version), label: `Against version ${one.version}` })),
                ]}
              />
            )
          }
        />
        <Changes name={name} version={version} against={against} />
      </Card>
    </div>
  );
}

function Changes({ name, version, against }: { name: string; version: number; against: number | undefined }) {
  const query = useQuery({
    queryKey: ['dataset-changes', name, version, against ?? null],
    queryFn: ({ signal }) => fetchVersionChanges(name, version, against, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  if (!query.data) return <Skeleton className="mx-4 mb-4 h-24" />;
  const { before, after, rows, files, facts } = query.data;
  if (!before)
    return (
      <p className="px-4 pb-4 text-sm text-muted">
        It is the first: {count(after.rowCount, 'row')} in {count(files.addedCount, 'file')}.
      </p>
    );
  return (
    <div className="px-4 pb-4 text-sm">
      <p>
        Against version {before.version}: <b className="font-semibold tabular">{signed.format(rows)}</b> rows,{' '}
        {count(files.addedCount, 'file')} added, {count(files.removedCount, 'file')} replaced or gone, {number.format(files.same)} the same.
      </p>
      {facts.length > 0 && (
        <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-2">
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt className="text-xs text-muted">{words(fact.name)}</dt>
              <dd className="wrap-anywhere">
                <span className="text-muted line-through">{fact.before ?? 'none'}</span> → {fact.after ?? 'none'}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <FileNames title="Added files" names={files.added} count={files.addedCount} />
      <FileNames title="Files that are gone" names={files.removed} count={files.removedCount} />
    </div>
  );
}

function FileNames({ title, names, count: total }: { title: string; names: string[]; count: number }) {
  if (names.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="cursor-pointer py-1 text-sm font-medium">
        {title} ({number.format(total)})
      </summary>
      <ul className="mt-1 max-h-64 overflow-y-auto font-mono text-xs leading-5 text-muted">
        {names.map((path) => (
          <li key={path}>{path}</li>
        ))}
        {total > names.length && <li>and {number.format(total - names.length)} more</li>}
      </ul>
    </details>
  );
}
