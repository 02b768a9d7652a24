'use client';

import { useState } from 'react';
import { useAuthor } from '../../forecasts/use-author';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';

/** Who saves the calendar and why, and what that changes. */
export function SaveCalendarDialog({
  open,
  onOpenChange,
  changes,
  onSave,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  changes: string[];
  onSave: (author: string, note: string) => Promise<unknown>;
}) {
  const [author, remember] = useAuthor();
  const [typed, setTyped] = useState<string>();
  const [note, setNote] = useState('');
  const own = typed ?? author;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Save the calendar"
      confirmLabel="Save"
      tone="primary"
      onConfirm={async () => {
        await onSave(own.trim(), note.trim());
        remember(own.trim());
        setNote('');
      }}
    >
      <ul className="list-disc pl-4">
        {changes.map((words) => (
          <li key={words} className="wrap-anywhere">
            {words}
          </li>
        ))}
      </ul>
      <Field label="Your name">
        <Input value={own} maxLength={100} autoComplete="name" onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Field label="Why">
        <Input value={note} maxLength={1000} placeholder="Agreed with marketing" onChange={(event) => setNote(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
