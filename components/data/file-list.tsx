'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, Eye, FileSearch } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { fetchFilePreview, fetchFiles } from '../api/dataset-versions';
import { count, fileSize } from '../format';
import { TableHead } from '../runs/files/table-head';
import { Cell, HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { QueryError } from '../ui/query-error';
import { SearchInput } from '../ui/search-input';
import { Sheet } from '../ui/sheet';
import { Skeleton } from '../ui/skeleton';
import { fileDownload } from './addresses';

const pageSize = 100;

/** The parquet files of a version: search, a look at the first rows, download. */
export function FileList({ name, version }: { name: string; version: number }) {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const [looked, setLooked] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['dataset-files', name, version, q],
    queryFn: ({ pageParam, signal }) => fetchFiles(name, version, { q, cursor: pageParam, limit: pageSize }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const [first] = query.data?.pages ?? [];
  const files = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Card aria-labelledby="files-title" className="overflow-hidden">
      <CardHeader
        id="files-title"
        title="Files"
        description={first ? `${count(first.total, 'file')}, ${fileSize(first.totalBytes)} of Parquet` : 'Parquet files of this version'}
        actions={
          <SearchInput label="Search files" placeholder="Part of the path" maxLength={200} value={typed} onChange={setTyped} className="" />
        }
      />
      {query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : !files ? (
        <div className="flex flex-col gap-2 p-4">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : files.length === 0 ? (
        <Message icon={FileSearch} title="No such file">
          No path of this version holds “{q}”.
        </Message>
      ) : (
        <Table label="Files" className="min-w-2xl border-t">
          <thead>
            <tr>
              <HeadCell>File</HeadCell>
              <HeadCell numeric>Rows</HeadCell>
              <HeadCell numeric>Size</HeadCell>
              <HeadCell>SHA-256</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.path}>
                <Cell className="font-mono text-xs">{file.path}</Cell>
                <Cell numeric>{file.rows.toLocaleString('en-US')}</Cell>
                <Cell numeric>{fileSize(file.sizeBytes)}</Cell>
                <Cell className="font-mono text-xs text-muted" title={file.sha256}>
                  {file.sha256.slice(0, 12)}
                </Cell>
                <Cell>
                  <span className="flex justify-end gap-1">
                    <Button size="sm" aria-label={`First rows of ${file.path}`} onClick={() => setLooked(file.path)}>
                      <Eye aria-hidden />
                      Look
                    </Button>
                    <Button asChild size="sm" variant="ghost">
                      <a href={fileDownload(name, version, file.path)} download aria-label={`Download ${file.path}`}>
                        <Download aria-hidden />
                      </a>
                    </Button>
                  </span>
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {query.hasNextPage && (
        <div className="flex justify-center border-t p-3">
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more files
          </Button>
        </div>
      )}
      <Sheet
        open={looked !== undefined}
        onOpenChange={(open) => !open && setLooked(undefined)}
        title="First rows"
        description={looked}
        width="lg"
      >
        {looked !== undefined && <FileHead name={name} version={version} path={looked} />}
      </Sheet>
    </Card>
  );
}

function FileHead({ name, version, path }: { name: string; version: number; path: string }) {
  const query = useQuery({
    queryKey: ['dataset-file', name, version, path],
    queryFn: ({ signal }) => fetchFilePreview(name, version, path, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  if (!query.data) return <Skeleton className="m-4 h-64" />;
  return <TableHead label={`First rows of ${path}`} {...query.data} />;
}
