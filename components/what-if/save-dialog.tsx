'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { Scenario } from '@/lib/scenarios/schema';
import { ApiError, describe } from '../api/client';
import { createScenario, type SeriesRef, scenariosKey } from '../api/scenarios';
import { useAuthor } from '../forecasts/use-author';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field, FieldError } from '../ui/field';
import { Input } from '../ui/input';
import { Textarea } from '../ui/textarea';

/** Keeps the changes and their forecast under a name. */
export function SaveDialog({
  open,
  onOpenChange,
  series,
  edits,
  suggestion,
  onSaved,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  series: SeriesRef;
  edits: PlanEdit[];
  suggestion: string;
  onSaved: (scenario: Scenario) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Save as scenario"
      description="Kept with its changes and the forecast that follows from them, for everybody."
    >
      <SaveForm series={series} edits={edits} suggestion={suggestion} onSaved={onSaved} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

function SaveForm({
  series,
  edits,
  suggestion,
  onSaved,
  onCancel,
}: {
  series: SeriesRef;
  edits: PlanEdit[];
  suggestion: string;
  onSaved: (scenario: Scenario) => void;
  onCancel: () => void;
}) {
  const client = useQueryClient();
  const [known, remember] = useAuthor();
  const [name, setName] = useState(suggestion.slice(0, 120));
  const [note, setNote] = useState('');
  const [author, setAuthor] = useState<string>();
  const [asked, setAsked] = useState(false);
  const by = (author ?? known).trim();
  const save = useMutation({
    mutationFn: () => createScenario({ ...series, edits, name: name.trim(), note: note.trim(), author: by || undefined }),
    onSuccess: (scenario) => {
      if (by) remember(by);
      void client.invalidateQueries({ queryKey: scenariosKey(series.dataset) });
      toast.success(`“${scenario.name}” is saved`);
      onSaved(scenario);
    },
  });
  const errors = save.error instanceof ApiError ? save.error.errors : [];
  const errorOf = (path: string) => errors.find((item) => item.path === path)?.message;
  const missing = asked && name.trim() === '' ? 'Enter a name' : undefined;
  return (
    <form
      className="flex flex-col gap-4 overflow-y-auto px-5 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (name.trim() !== '') save.mutate();
      }}
    >
      <Field label="Name" error={missing ?? errorOf('name')}>
        <Input value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Note" hint="Why, and for whom. Left empty, there is none." error={errorOf('note')}>
        <Textarea value={note} maxLength={4000} onChange={({ target }) => setNote(target.value)} />
      </Field>
      <Field label="Your name" hint="Remembered by this browser." error={errorOf('author')}>
        <Input value={author ?? known} maxLength={100} autoComplete="name" onChange={({ target }) => setAuthor(target.value)} />
      </Field>
      {save.isError && errors.every(({ path }) => !['name', 'note', 'author'].includes(path)) && (
        <FieldError>{describe(save.error)}</FieldError>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel} disabled={save.isPending}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save scenario
        </Button>
      </div>
    </form>
  );
}
