'use client';

import { useMutation } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { editRegistered } from '../api/models';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { FieldError } from '../ui/field';
import { Input } from '../ui/input';

/** Tags of a model or a version: added, changed by adding again, taken away (and put back by the toast). */
export function TagsCard({ name, version, tags }: { name: string; version?: number; tags: Record<string, string> }) {
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const edit = useMutation({
    mutationFn: (changes: Record<string, string | null>) => editRegistered(name, version, { tags: changes }),
    onSuccess: () => router.refresh(),
  });
  const entries = Object.entries(tags);

  function remove(gone: string, former: string) {
    edit.mutate(
      { [gone]: null },
      {
        onSuccess: () =>
          toast.success(`Tag ${gone} is removed`, { action: { label: 'Undo', onClick: () => edit.mutate({ [gone]: former }) } }),
      },
    );
  }

  return (
    <Card aria-labelledby="tags-title">
      <CardHeader
        id="tags-title"
        title="Tags"
        actions={
          !adding && (
            <Button size="sm" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              Add tag
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-3 px-4 pb-4">
        {entries.length === 0 && !adding && <p className="text-sm text-muted">No tags.</p>}
        {entries.length > 0 && (
          <ul className="flex flex-wrap gap-1.5">
            {entries.map(([own, text]) => (
              <li key={own} className="inline-flex max-w-full items-center gap-1 rounded-md border bg-raised py-0.5 pl-2 text-xs">
                <span className="truncate" title={`${own}: ${text}`}>
                  <span className="text-muted">{own}</span> {text}
                </span>
                <button
                  type="button"
                  aria-label={`Remove tag ${own}`}
                  disabled={edit.isPending}
                  onClick={() => remove(own, text)}
                  className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              </li>
            ))}
          </ul>
        )}
        {adding && (
          <form
            className="flex flex-col gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (!key.trim()) return;
              edit.mutate(
                { [key.trim()]: value },
                {
                  onSuccess: () => {
                    setKey('');
                    setValue('');
                    setAdding(false);
                  },
                },
              );
            }}
          >
            <div className="flex gap-2">
              <Input
                aria-label="Tag"
                placeholder="Tag"
                value={key}
                maxLength={250}
                autoFocus
                onChange={(event) => setKey(event.target.value)}
              />
              <Input
                aria-label="Value"
                placeholder="Value"
                value={value}
                maxLength={5000}
                onChange={(event) => setValue(event.target.value)}
              />
            </div>
            <div className="flex justify-end gap-2">
              <Button size="sm" onClick={() => setAdding(false)}>
                Cancel
              </Button>
              <Button type="submit" size="sm" variant="primary" pending={edit.isPending} disabled={!key.trim()}>
                Add
              </Button>
            </div>
          </form>
        )}
        {edit.isError && <FieldError>{describe(edit.error)}</FieldError>}
      </div>
    </Card>
  );
}
