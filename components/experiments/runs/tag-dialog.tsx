'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../../api/client';
import { editRuns } from '../../api/tracked-runs';
import { count } from '../../format';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, FieldError } from '../../ui/field';
import { Input } from '../../ui/input';
import { Segmented } from '../../ui/segmented';

const choices = [
  { value: 'set', label: 'Set' },
  { value: 'remove', label: 'Take away' },
];

/** Sets a tag of many runs, or takes it away from them. */
export function TagDialog({
  ids,
  open,
  onOpenChange,
  onDone,
}: {
  ids: string[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: () => void;
}) {
  const [way, setWay] = useState('set');
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const edit = useMutation({
    mutationFn: () => editRuns({ ids, tags: { [key.trim()]: way === 'set' ? value.trim() : null } }),
    onSuccess: ({ changed }) => {
      toast.success(`${count(changed, 'run')} ${way === 'set' ? 'tagged' : 'changed'}`);
      onOpenChange(false);
      setKey('');
      setValue('');
      onDone();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (key.trim()) edit.mutate();
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Tag ${count(ids.length, 'run')}`}>
      <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
        <Segmented label="What to do" value={way} onValueChange={setWay} options={choices} />
        <Field label="Tag">
          <Input value={key} onChange={(event) => setKey(event.target.value)} maxLength={250} required placeholder="reviewed" />
        </Field>
        {way === 'set' && (
          <Field label="Value" hint="Optional. Over the one that a run may have.">
            <Input value={value} onChange={(event) => setValue(event.target.value)} maxLength={8000} />
          </Field>
        )}
        {edit.isError && <FieldError>{describe(edit.error)}</FieldError>}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" pending={edit.isPending} disabled={!key.trim()}>
            {way === 'set' ? 'Set the tag' : 'Take it away'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
