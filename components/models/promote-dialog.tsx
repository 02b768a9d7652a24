'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { fetchGates, promote } from '../api/models';
import { Checkbox } from '../ui/checkbox';
import { Field } from '../ui/field';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { Textarea } from '../ui/textarea';
import { GateList } from './gate-list';
import { MoveDialog } from './move-dialog';

/** The shortest reason that the server takes. */
const shortest = 3;

/** Asks before a version becomes champion: shows its gates as they stand now, and takes a reason where they are overridden. */
export function PromoteDialog({
  name,
  version,
  champion,
  open,
  onOpenChange,
}: {
  name: string;
  version: number;
  /** The champion as the page knows it; another one by now is a conflict. */
  champion: number | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const gates = useQuery({
    queryKey: ['gates', name, version],
    queryFn: ({ signal }) => fetchGates(name, version, 'champion', signal),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  });
  const failed = gates.data?.gates.filter(({ passed }) => !passed) ?? [];
  const needsReason = failed.length > 0;
  const given = reason.trim();
  const blocked = !gates.data || (needsReason && (!override || given.length < shortest)) || (given !== '' && given.length < shortest);

  async function confirm() {
    const done = await promote(name, {
      ...{ version, expectedVersion: champion, override: needsReason && override },
      ...(given && { reason: given }),
    });
    const members = done.together.length > 0 ? ` ${done.together.length} members moved with it.` : '';
    toast.success(`Version ${version} is champion`, { description: `${name}.${members}` });
  }

  return (
    <MoveDialog
      open={open}
      onOpenChange={onOpenChange}
      onClose={() => {
        setReason('');
        setOverride(false);
      }}
      title={`Promote version ${version} to champion?`}
      confirmLabel={needsReason ? 'Promote all the same' : 'Promote'}
      tone={needsReason ? 'danger' : 'primary'}
      confirmDisabled={blocked}
      onConfirm={confirm}
    >
      <p>
        {champion === null ? 'There is no champion yet. ' : `It takes the place of version ${champion}. `}
        What is published stays as it is; the next run measures its model against version {version}.
      </p>
      {gates.isPending && <Skeleton className="h-44" />}
      {gates.isError && <QueryError compact error={gates.error} onRetry={() => gates.refetch()} retrying={gates.isFetching} />}
      {gates.data && <GateList gates={gates.data.gates} className="divide-y border-y" />}
      {needsReason && (
        // biome-ignore lint/a11y/noLabelWithoutControl: Radix renders the checkbox as a button inside.
        <label className="flex items-start gap-2 text-ink">
          <span className="mt-0.5">
            <Checkbox checked={override} onCheckedChange={(checked) => setOverride(checked === true)} />
          </span>
          Promote although {failed.length === 1 ? 'a gate does' : `${failed.length} gates do`} not pass
        </label>
      )}
      {gates.data && (
        <Field
          label={needsReason ? 'Reason' : 'Reason (optional)'}
          hint={needsReason ? 'Needed to override gates. It stands in the audit trail.' : 'It stands in the audit trail.'}
        >
          <Textarea value={reason} maxLength={2000} rows={2} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </MoveDialog>
  );
}
