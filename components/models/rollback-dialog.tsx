'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { fetchReturn, rollBack } from '../api/models';
import { Field } from '../ui/field';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { Textarea } from '../ui/textarea';
import { MoveDialog } from './move-dialog';

const usual = 'the champion does worse than the one before';

/** Asks before the champion's place goes back to the version that had it before, and says what that does. */
export function RollbackDialog({
  name,
  champion,
  open,
  onOpenChange,
}: {
  name: string;
  champion: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [reason, setReason] = useState(usual);
  const target = useQuery({
    queryKey: ['return', name, champion],
    queryFn: ({ signal }) => fetchReturn(name, signal),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  });
  const to = target.data?.toVersion ?? null;
  const members = target.data?.together ?? [];

  async function confirm() {
    await rollBack(name, { expectedVersion: champion, reason: reason.trim() });
    toast.success(`Version ${to} is champion again`, { description: name });
  }

  return (
    <MoveDialog
      open={open}
      onOpenChange={onOpenChange}
      title={to === null ? 'Roll back the champion?' : `Roll back to version ${to}?`}
      confirmLabel={to === null ? 'Roll back' : `Make version ${to} champion`}
      confirmDisabled={to === null || reason.trim().length < 3}
      onConfirm={confirm}
    >
      {target.isPending && <Skeleton className="h-16" />}
      {target.isError && <QueryError compact error={target.error} onRetry={() => target.refetch()} retrying={target.isFetching} />}
      {target.data && to === null && (
        <p>There is nothing to return to: version {champion} is the first champion, or the one before it is gone.</p>
      )}
      {to !== null && (
        <>
          <ul className="flex list-disc flex-col gap-1.5 pl-4">
            <li>
              Version {to}, which was champion before, takes the place of version {champion}.
              {members.length > 0 && ` Its members move with it: ${members.map((one) => `${one.name} to ${one.version}`).join(', ')}.`}
            </li>
            <li>Published forecasts stay as they are, and so do forecasts on demand, until a run publishes the next one.</li>
            <li>The next run measures its model against version {to} and publishes with the better one.</li>
          </ul>
          <Field label="Reason" hint="It stands in the audit trail.">
            <Textarea value={reason} maxLength={2000} rows={2} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </>
      )}
    </MoveDialog>
  );
}
