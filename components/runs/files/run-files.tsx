'use client';

import { useQuery } from '@tanstack/react-query';
import { FileSearch, FolderOpen } from 'lucide-react';
import { fetchArtifacts } from '../../api/tracked-run';
import { Card } from '../../ui/card';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { Skeleton } from '../../ui/skeleton';
import { useUrlSetting } from '../use-url-setting';
import { FilePreview } from './file-preview';
import { Folder } from './folder';

/** A run's files: folders at the left, a look at the chosen file at the right; on a phone below it. */
export function RunFiles({ runId }: { runId: string }) {
  const [file, setFile] = useUrlSetting('file', '');
  const root = useQuery({ queryKey: ['artifacts', runId, ''], queryFn: ({ signal }) => fetchArtifacts(runId, '', signal) });
  if (root.isError && !root.data) {
    return (
      <Card>
        <QueryError
          error={root.error}
          title="The files could not be listed"
          retrying={root.isFetching}
          onRetry={() => void root.refetch()}
        />
      </Card>
    );
  }
  if (root.data?.items.length === 0) {
    return (
      <Card>
        <Message icon={FolderOpen} title="No files">
          This run left none. A client leaves them with <code className="font-mono">log_artifact</code>.
        </Message>
      </Card>
    );
  }
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[19rem_minmax(0,1fr)]">
      <Card aria-label="Files" className="max-h-[40dvh] overflow-y-auto p-2 lg:sticky lg:top-5 lg:max-h-[calc(100dvh-3rem)]">
        {root.data ? (
          <Folder runId={runId} path="" list={root.data} open={file} onOpen={setFile} />
        ) : (
          <div role="status" aria-label="Loading" className="flex flex-col gap-2 p-2">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-5 w-52" />
            <Skeleton className="h-5 w-36" />
          </div>
        )}
      </Card>
      {file ? (
        <FilePreview key={file} runId={runId} path={file} onLeave={() => setFile('')} />
      ) : (
        <Card>
          <Message icon={FileSearch} title="Look into a file">
            Text, JSON, Markdown, tables, pictures and models are shown here. Anything can be downloaded.
          </Message>
        </Card>
      )}
    </div>
  );
}
