'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { ChevronRight, File, FileBox, FileImage, FileJson, FileText, Folder as FolderIcon, type LucideIcon, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { ArtifactEntry, ArtifactList } from '@/lib/tracking/schema';
import { fetchArtifacts } from '../../api/tracked-run';
import { Button } from '../../ui/button';
import { fileSize } from './file-size';

interface FolderProps {
  runId: string;
  path: string;
  list: ArtifactList;
  /** Path of the file that is looked at. */
  open: string;
  onOpen: (path: string) => void;
}

/** What is in a folder: its folders open in place, its files at the right. */
export function Folder({ runId, path, list, open, onOpen }: FolderProps) {
  return (
    <>
      <ul className={clsx(path && 'ml-3 border-l pl-1')}>
        {list.items.map((entry) =>
          entry.isFolder ? (
            <SubFolder key={entry.path} runId={runId} entry={entry} open={open} onOpen={onOpen} />
          ) : (
            <li key={entry.path}>
              <button
                type="button"
                aria-current={entry.path === open || undefined}
                onClick={() => onOpen(entry.path)}
                className="flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 aria-current:bg-accent-soft aria-current:text-accent-ink"
              >
                <FileMark entry={entry} />
                <span className="min-w-0 flex-1 wrap-anywhere">{nameOf(entry)}</span>
                <span className="shrink-0 text-2xs text-muted tabular">{fileSize(entry.sizeBytes)}</span>
              </button>
            </li>
          ),
        )}
      </ul>
      {list.nextCursor && <p className="px-2 py-1 text-xs text-muted">The first thousand; ask the API for the others.</p>}
    </>
  );
}

function SubFolder({ runId, entry, open, onOpen }: Omit<FolderProps, 'path' | 'list'> & { entry: ArtifactEntry }) {
  const [shown, setShown] = useState(open.startsWith(`${entry.path}/`));
  const list = useQuery({
    queryKey: ['artifacts', runId, entry.path],
    queryFn: ({ signal }) => fetchArtifacts(runId, entry.path, signal),
    enabled: shown,
  });
  return (
    <li>
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
        className="flex min-h-7 w-full items-center gap-1.5 rounded-md px-1 py-1 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0 text-faint transition-transform', shown && 'rotate-90')} />
        <FolderIcon aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 flex-1 font-medium wrap-anywhere">{nameOf(entry)}</span>
        <span className="shrink-0 text-2xs text-muted tabular">{fileSize(entry.sizeBytes)}</span>
      </button>
      {shown &&
        (list.data ? (
          <Folder runId={runId} path={entry.path} list={list.data} open={open} onOpen={onOpen} />
        ) : list.isError ? (
          <p role="alert" className="flex items-center gap-2 py-1 pl-8 text-xs text-danger">
            Could not be listed.
            <Button size="sm" pending={list.isFetching} onClick={() => void list.refetch()}>
              Try again
            </Button>
          </p>
        ) : (
          <p role="status" className="py-1 pl-8 text-xs text-muted">
            Reading…
          </p>
        ))}
    </li>
  );
}

function nameOf({ path }: ArtifactEntry): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function FileMark({ entry }: { entry: ArtifactEntry }) {
  const { Icon, label } = markOf(entry);
  return <Icon role="img" aria-label={label} className="size-4 shrink-0 text-faint" />;
}

function markOf({ path, contentType }: ArtifactEntry): { Icon: LucideIcon; label: string } {
  if (/(^|\/)MLmodel$/.test(path)) return { Icon: FileBox, label: 'Model' };
  if (/\.(parquet|csv|tsv)$/.test(path)) return { Icon: Table2, label: 'Table' };
  if (contentType?.startsWith('image/')) return { Icon: FileImage, label: 'Picture' };
  if (/\bjson\b/.test(contentType ?? '')) return { Icon: FileJson, label: 'JSON' };
  if (contentType?.startsWith('text/')) return { Icon: FileText, label: 'Text' };
  return { Icon: File, label: 'File' };
}
