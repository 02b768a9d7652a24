'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { editRun } from '../api/tracked-run';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';

/** Gives a run another name. */
export function RenameDialog({
  run,
  open,
  onOpenChange,
}: {
  run: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [name, setName] = useState(run.name);
  useEffect(() => {
    if (open) setName(run.name);
  }, [open, run.name]);
  const rename = useMutation({
    mutationFn: () => editRun(run.id, { name: name.trim() }),
    onSuccess: () => {
      onOpenChange(false);
      toast.success('The run has a new name');
      router.refresh();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) rename.mutate();
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Rename the run">
      <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
        <Field label="Name" error={rename.isError ? describe(rename.error) : undefined}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={250} required />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" pending={rename.isPending} disabled={!name.trim()}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
