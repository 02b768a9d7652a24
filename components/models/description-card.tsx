'use client';

import { useMutation } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { editRegistered } from '../api/models';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { FieldError } from '../ui/field';
import { lazyPart } from '../ui/lazy-part';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { Textarea } from '../ui/textarea';

const Markdown = lazyPart(
  () => import('./markdown').then((part) => part.Markdown),
  () => <Skeleton className="h-16" />,
);

/** The description of a model or a version, in Markdown: read, edited, looked at before it is saved. */
export function DescriptionCard({
  name,
  version,
  description,
  children,
}: {
  name: string;
  version?: number;
  description: string;
  /** The description as it is shown, made by the server. */
  children: ReactNode;
}) {
  const router = useRouter();
  const [draft, setDraft] = useState<string>();
  const [view, setView] = useState('write');
  const save = useMutation({
    mutationFn: (text: string) => editRegistered(name, version, { description: text }),
    onSuccess: () => {
      toast.success('The description is saved');
      setDraft(undefined);
      router.refresh();
    },
  });
  const editing = draft !== undefined;
  return (
    <Card aria-labelledby="description-title">
      <CardHeader
        id="description-title"
        title="Description"
        actions={
          !editing && (
            <Button
              size="sm"
              onClick={() => {
                setDraft(description);
                setView('write');
              }}
            >
              <Pencil aria-hidden />
              {description ? 'Edit' : 'Write'}
            </Button>
          )
        }
      />
      <div className="px-4 pb-4">
        {!editing && (description ? children : <p className="text-sm text-muted">Nobody has described it yet.</p>)}
        {editing && (
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate(draft);
            }}
          >
            <div>
              <Segmented
                label="View"
                value={view}
                onValueChange={setView}
                options={[
                  { value: 'write', label: 'Write' },
                  { value: 'preview', label: 'Preview' },
                ]}
              />
            </div>
            {view === 'write' ? (
              <Textarea
                aria-label="Description in Markdown"
                rows={6}
                maxLength={100_000}
                autoFocus
                value={draft}
                onChange={(event) => setDraft(event.target.value)}
              />
            ) : draft.trim() ? (
              <Markdown>{draft}</Markdown>
            ) : (
              <p className="text-sm text-muted">Nothing to show.</p>
            )}
            {save.isError && <FieldError>{describe(save.error)}</FieldError>}
            <div className="flex justify-end gap-2">
              <Button
                size="sm"
                disabled={save.isPending}
                onClick={() => {
                  save.reset();
                  setDraft(undefined);
                }}
              >
                Cancel
              </Button>
              <Button type="submit" size="sm" variant="primary" pending={save.isPending}>
                Save
              </Button>
            </div>
          </form>
        )}
      </div>
    </Card>
  );
}
