'use client';

import { useMutation } from '@tanstack/react-query';
import { Copy, Ellipsis, FileDown, GitCompareArrows, Pencil, Repeat, RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { repeatRun } from '../api/pipeline-runs';
import { deleteRun, reportAddress, restoreRun } from '../api/tracked-run';
import { Button } from '../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { copyText } from './copy-text';
import { RenameDialog } from './rename-dialog';

interface ActionsProps {
  run: { id: string; name: string; pipelineRunId: string | null; deleted: boolean };
  /** The pipeline run succeeded, so that it can be repeated exactly. */
  repeatable: boolean;
  /** Runs that this one is best compared with, itself included; fewer than two are nothing to compare. */
  compareWith: string[];
}

/** What can be done with a run: repeat it, read its report, compare, rename, delete with undo. */
export function TrackedRunActions({ run, repeatable, compareWith }: ActionsProps) {
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  const repeat = useMutation({
    mutationFn: () => repeatRun(run.pipelineRunId ?? ''),
    onSuccess: (repeated) => router.push(`/pipelines/${repeated.id}`),
    onError: (error) => toast.error('The run was not repeated', { description: describe(error) }),
  });
  const restore = useMutation({
    mutationFn: () => restoreRun(run.id),
    onSuccess: () => {
      toast.success(`${run.name} is back`);
      router.refresh();
    },
    onError: (error) => toast.error('The run was not restored', { description: describe(error) }),
  });
  const remove = useMutation({
    mutationFn: () => deleteRun(run.id),
    onSuccess: () => {
      toast.success(`${run.name} is deleted`, { action: { label: 'Undo', onClick: () => restore.mutate() } });
      router.refresh();
    },
    onError: (error) => toast.error('The run was not deleted', { description: describe(error) }),
  });
  const busy = remove.isPending || restore.isPending;
  return (
    <>
      {run.deleted && (
        <Button variant="primary" pending={restore.isPending} onClick={() => restore.mutate()}>
          {!restore.isPending && <RotateCcw aria-hidden />}
          Restore
        </Button>
      )}
      {repeatable && !run.deleted && (
        <Button pending={repeat.isPending} onClick={() => repeat.mutate()} title="Run it again on the same data, parameters and seed">
          {!repeat.isPending && <Repeat aria-hidden />}
          Repeat this run
        </Button>
      )}
      <Button asChild>
        <a href={reportAddress(run.id)} download>
          <FileDown aria-hidden />
          Report
        </a>
      </Button>
      <Menu
        label="More actions"
        trigger={
          <Button size="icon" aria-label="More actions" pending={busy}>
            {!busy && <Ellipsis aria-hidden />}
          </Button>
        }
      >
        {compareWith.length > 1 && (
          <MenuItem asChild>
            <Link href={`/experiments/compare?runs=${compareWith.join(',')}`} prefetch={false}>
              <GitCompareArrows aria-hidden className="size-4 text-muted" />
              Compare {compareWith.length} runs
            </Link>
          </MenuItem>
        )}
        <MenuItem icon={Copy} onSelect={() => void copyText(run.id, 'The id')}>
          Copy id
        </MenuItem>
        {!run.deleted && (
          <>
            <MenuItem icon={Pencil} onSelect={() => setRenaming(true)}>
              Rename…
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={Trash2} tone="danger" onSelect={() => remove.mutate()}>
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
      <RenameDialog run={run} open={renaming} onOpenChange={setRenaming} />
    </>
  );
}
