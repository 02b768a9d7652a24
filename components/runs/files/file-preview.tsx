'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, FileQuestion, Link2, X } from 'lucide-react';
import type { ArtifactPreview } from '@/lib/tracking/schema';
import { downloadAddress, fetchPreview } from '../../api/tracked-run';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { lazyPart } from '../../ui/lazy-part';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { ScrollRegion } from '../../ui/scroll-region';
import { Skeleton } from '../../ui/skeleton';
import { copyText } from '../copy-text';
import { parseCsv } from './csv';
import { fileSize } from './file-size';
import { JsonView } from './json-view';
import { ModelFile } from './model-file';
import { TableHead } from './table-head';

const Waiting = () => <Skeleton className="m-4 h-40" />;
const Markdown = lazyPart(() => import('../markdown').then((module) => module.Markdown), Waiting);

/** A look at one file, and how to get all of it. */
export function FilePreview({ runId, path, onLeave }: { runId: string; path: string; onLeave: () => void }) {
  const preview = useQuery({
    queryKey: ['artifact-preview', runId, path],
    queryFn: ({ signal }) => fetchPreview(runId, path, signal),
    staleTime: 300_000,
  });
  const { data } = preview;
  return (
    <Card aria-label={path} className="overflow-hidden">
      <CardHeader
        title={<span className="font-mono text-sm wrap-anywhere">{path}</span>}
        description={data ? `${fileSize(data.sizeBytes)} · ${data.contentType}` : undefined}
        actions={
          <>
            <Button size="icon" variant="ghost" aria-label="Copy path" onClick={() => void copyText(path, 'The path')}>
              <Link2 aria-hidden />
            </Button>
            <Button asChild>
              <a href={downloadAddress(runId, path)} download>
                <Download aria-hidden />
                Download
              </a>
            </Button>
            <Button size="icon" variant="ghost" aria-label="Close the file" onClick={onLeave}>
              <X aria-hidden />
            </Button>
          </>
        }
      />
      <div className="border-t">
        {data ? (
          <Shown preview={data} />
        ) : preview.isError ? (
          <QueryError
            error={preview.error}
            title="The file could not be shown"
            retrying={preview.isFetching}
            onRetry={() => void preview.refetch()}
          />
        ) : (
          <div role="status" aria-label="Loading">
            <Waiting />
          </div>
        )}
      </div>
    </Card>
  );
}

function Shown({ preview: { path, shown } }: { preview: ArtifactPreview }) {
  switch (shown.kind) {
    case 'json':
      return <JsonView value={shown.value} />;
    case 'image':
      // biome-ignore lint/performance/noImgElement: a run's picture has no size that is known beforehand, and is served as it is.
      return <img src={shown.url} alt={path} className="mx-auto max-h-[70dvh] max-w-full bg-raised object-contain p-4" />;
    case 'table':
      return <TableHead label={path} {...shown} />;
    case 'none':
      return (
        <Message icon={FileQuestion} title="There is nothing to show">
          {shown.reason.charAt(0).toUpperCase() + shown.reason.slice(1)}. Download it to look into it.
        </Message>
      );
    case 'text':
      return <TextFile path={path} {...shown} />;
  }
}

function TextFile({ path, text, truncated }: { path: string; text: string; truncated: boolean }) {
  const cut = truncated && <p className="border-t px-4 py-2 text-xs text-muted">This is the beginning; download the file for all of it.</p>;
  if (text === '') return <p className="px-4 py-8 text-center text-sm text-muted">The file is empty.</p>;
  if (/\.(md|markdown)$/i.test(path)) {
    return (
      <>
        <Markdown text={text} className="px-4 py-4" />
        {cut}
      </>
    );
  }
  if (/\.(csv|tsv)$/i.test(path)) {
    const table = parseCsv(text, { separator: path.toLowerCase().endsWith('.tsv') ? '\t' : ',', mostRows: 200, truncated });
    return (
      <TableHead
        label={path}
        columns={table.columns.map((name) => ({ name, type: '' }))}
        rows={table.rows}
        totalRows={table.more ? null : table.rows.length}
        moreColumns={0}
      />
    );
  }
  return (
    <>
      {/(^|\/)MLmodel$/.test(path) && <ModelFile text={text} />}
      <ScrollRegion label={path} className="max-h-[70dvh]">
        <pre className="px-4 py-3 font-mono text-xs leading-5">{text}</pre>
      </ScrollRegion>
      {cut}
    </>
  );
}
