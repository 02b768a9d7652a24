'use client';

import { useMutation } from '@tanstack/react-query';
import { GitCompareArrows, RotateCcw, Tag, Trash2, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../../api/client';
import { editRuns } from '../../api/tracked-runs';
import { count } from '../../format';
import { Button } from '../../ui/button';
import { TagDialog } from './tag-dialog';

const [leastCompared, mostCompared, mostAtOnce] = [2, 20, 1000];

/** What can be done with the runs that are selected. */
export function BulkBar({
  selected,
  view,
  onClear,
  onChanged,
}: {
  selected: ReadonlySet<string>;
  view: 'active' | 'deleted';
  onClear: () => void;
  onChanged: () => void;
}) {
  const [tagging, setTagging] = useState(false);
  const ids = [...selected];
  const stage = useMutation({
    mutationFn: ({ of, to }: { of: string[]; to: 'active' | 'deleted' }) => editRuns({ ids: of, lifecycleStage: to }),
    onSuccess: ({ changed }, { of, to }) => {
      const back = to === 'deleted' ? 'active' : 'deleted';
      toast.success(`${count(changed, 'run')} ${to === 'deleted' ? 'deleted' : 'restored'}`, {
        ...(to === 'deleted' && { action: { label: 'Undo', onClick: () => stage.mutate({ of, to: back }) } }),
      });
      onClear();
      onChanged();
    },
    onError: (error) => toast.error('Nothing was changed', { description: describe(error) }),
  });
  if (ids.length === 0) return null;
  const comparable = ids.length >= leastCompared && ids.length <= mostCompared;
  const tooMany = ids.length > mostAtOnce;
  return (
    <section
      aria-label="Selected runs"
      className="fixed inset-x-3 bottom-20 z-30 mx-auto flex w-fit max-w-[calc(100vw-1.5rem)] animate-overlay-in flex-wrap items-center gap-2 rounded-xl bg-overlay p-2 shadow-overlay lg:bottom-6 lg:left-[15rem]"
    >
      <p className="px-2 text-sm font-medium tabular" aria-live="polite">
        {ids.length.toLocaleString('en-US')} selected
      </p>
      {comparable ? (
        <Button asChild variant="primary">
          <Link href={`/experiments/compare?runs=${ids.join(',')}`} prefetch={false}>
            <GitCompareArrows aria-hidden />
            Compare
          </Link>
        </Button>
      ) : (
        <Button disabled title={ids.length < leastCompared ? 'Select two or more' : 'At most 20 can be compared'}>
          <GitCompareArrows aria-hidden />
          Compare
        </Button>
      )}
      {view === 'active' ? (
        <>
          <Button disabled={tooMany} onClick={() => setTagging(true)}>
            <Tag aria-hidden />
            Tag…
          </Button>
          <Button variant="danger" disabled={tooMany} pending={stage.isPending} onClick={() => stage.mutate({ of: ids, to: 'deleted' })}>
            {!stage.isPending && <Trash2 aria-hidden />}
            Delete
          </Button>
        </>
      ) : (
        <Button disabled={tooMany} pending={stage.isPending} onClick={() => stage.mutate({ of: ids, to: 'active' })}>
          {!stage.isPending && <RotateCcw aria-hidden />}
          Restore
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label="Select none" onClick={onClear}>
        <X aria-hidden />
      </Button>
      {tooMany && <p className="px-2 text-xs text-muted">At most {mostAtOnce.toLocaleString('en-US')} are changed at once.</p>}
      <TagDialog ids={ids} open={tagging} onOpenChange={setTagging} onDone={onChanged} />
    </section>
  );
}
