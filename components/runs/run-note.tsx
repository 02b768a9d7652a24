'use client';

import { useMutation } from '@tanstack/react-query';
import { NotebookPen, Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { editRun } from '../api/tracked-run';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { FieldError } from '../ui/field';
import { lazyPart } from '../ui/lazy-part';
import { Skeleton } from '../ui/skeleton';
import { Textarea } from '../ui/textarea';

const Markdown = lazyPart(
  () => import('./markdown').then((module) => module.Markdown),
  () => <Skeleton className="h-10" />,
);

/** What people wrote of a run, in Markdown, and its editor. */
export function RunNote({ runId, note, readOnly }: { runId: string; note: string; readOnly: boolean }) {
  const router = useRouter();
  const [draft, setDraft] = useState<string>();
  const save = useMutation({
    mutationFn: (text: string) => editRun(runId, { note: text }),
    onSuccess: () => {
      setDraft(undefined);
      toast.success('The note is saved');
      router.refresh();
    },
  });
  const editing = draft !== undefined;
  return (
    <Card aria-labelledby="note">
      <CardHeader
        id="note"
        title="Note"
        actions={
          !editing &&
          !readOnly &&
          note && (
            <Button size="sm" variant="ghost" onClick={() => setDraft(note)}>
              <Pencil aria-hidden />
              Edit
            </Button>
          )
        }
      />
      <div className="px-4 pb-4">
        {editing ? (
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate(draft);
            }}
          >
            <Textarea
              aria-label="Note, in Markdown"
              autoFocus
              rows={5}
              value={draft}
              onChange={(event) => setDraft(event.target.value)}
              placeholder="What was tried, and why. Markdown works."
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save.mutate(draft);
                if (event.key === 'Escape') setDraft(undefined);
              }}
            />
            {save.isError && <FieldError>{describe(save.error)}</FieldError>}
            <div className="flex justify-end gap-2">
              <Button size="sm" onClick={() => setDraft(undefined)}>
                Cancel
              </Button>
              <Button size="sm" type="submit" variant="primary" pending={save.isPending}>
                Save note
              </Button>
            </div>
          </form>
        ) : note ? (
          <Markdown text={note} />
        ) : (
          <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
            <p>Nobody has written anything about this run.</p>
            {!readOnly && (
              <Button size="sm" onClick={() => setDraft('')}>
                <NotebookPen aria-hidden />
                Write a note
              </Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
