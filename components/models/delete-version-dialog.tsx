'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { deleteVersion } from '../api/models';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { modelHref } from './model-names';

/** Asks for the name before a version is removed; the server refuses where something points to it. */
export function DeleteVersionDialog({
  name,
  version,
  open,
  onOpenChange,
}: {
  name: string;
  version: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const wanted = `${name}/${version}`;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) setTyped('');
        onOpenChange(next);
      }}
      title={`Delete version ${version}?`}
      confirmLabel="Delete version"
      confirmDisabled={typed.trim() !== wanted}
      onConfirm={async () => {
        await deleteVersion(name, version);
        toast.success(`Version ${version} is deleted`, { description: name });
        router.push(modelHref(name));
        router.refresh();
      }}
    >
      <p>
        The version leaves the registry with its tags and description; its number is not given again. The files and figures of its run stay.
        A version that an alias points to, or that made the forecast in use, cannot be deleted.
      </p>
      <Field
        label="Type its name to confirm"
        hint={
          <>
            It is <code className="font-mono text-ink wrap-anywhere">{wanted}</code>
          </>
        }
      >
        <Input value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
