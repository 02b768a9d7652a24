'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiError, describe } from '../api/client';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';

/** Asks for the name of an experiment, a new one's or another for one that is there. */
export function NameDialog({
  title,
  action,
  initial = '',
  open,
  onOpenChange,
  onName,
}: {
  title: string;
  action: string;
  initial?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onName: (name: string) => Promise<void>;
}) {
  const [name, setName] = useState(initial);
  const save = useMutation({ mutationFn: () => onName(name.trim()), onSuccess: () => onOpenChange(false) });
  const { reset } = save;
  useEffect(() => {
    if (open) {
      setName(initial);
      reset();
    }
  }, [open, initial, reset]);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) save.mutate();
  }
  const taken = save.error instanceof ApiError && save.error.code === 'conflict';
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
        <Field
          label="Name"
          hint="Deleted experiments keep theirs until they are purged."
          error={save.isError ? `${describe(save.error)}${taken ? ' Choose another name.' : ''}` : undefined}
        >
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={250} required />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" pending={save.isPending} disabled={!name.trim() || name.trim() === initial}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
