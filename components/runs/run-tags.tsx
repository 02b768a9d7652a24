'use client';

import { useMutation } from '@tanstack/react-query';
import clsx from 'clsx';
import { Plus, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { editRun } from '../api/tracked-run';
import { Button } from '../ui/button';
import { FieldError } from '../ui/field';
import { Input } from '../ui/input';
import { Popover } from '../ui/popover';

type Change = Record<string, string | null>;

/** A run's own tags: added, changed by adding the same key, taken away with undo. */
export function RunTags({ runId, tags, readOnly }: { runId: string; tags: Record<string, string>; readOnly: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const edit = useMutation({ mutationFn: (change: Change) => editRun(runId, { tags: change }), onSuccess: () => router.refresh() });
  const remove = useMutation({
    mutationFn: (change: Change) => editRun(runId, { tags: change }),
    onError: (error) => toast.error('The tag was not changed', { description: describe(error) }),
  });

  async function takeAway(name: string, former: string) {
    await remove.mutateAsync({ [name]: null }).then(
      () => {
        toast.success(`The tag ${name} is gone`, {
          action: { label: 'Undo', onClick: () => remove.mutate({ [name]: former }, { onSuccess: () => router.refresh() }) },
        });
        router.refresh();
      },
      // `onError` has told.
      () => undefined,
    );
  }
  async function add(event: FormEvent) {
    event.preventDefault();
    await edit.mutateAsync({ [key.trim()]: value.trim() }).then(
      () => {
        setOpen(false);
        setKey('');
        setValue('');
      },
      () => undefined,
    );
  }

  const entries = Object.entries(tags);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {entries.length > 0 && (
        <ul aria-label="Tags" className="contents">
          {entries.map(([name, text]) => (
            <li key={name} className="inline-flex h-6 max-w-full items-center rounded-full border bg-raised pl-2.5 text-xs">
              <span className="truncate">
                <span className="text-muted">{name}</span>
                {text && <span className="ml-1 font-medium">{text}</span>}
              </span>
              {readOnly ? (
                <span className="w-2.5" />
              ) : (
                <button
                  type="button"
                  aria-label={`Remove tag ${name}`}
                  disabled={remove.isPending}
                  onClick={() => void takeAway(name, text)}
                  className="grid size-6 shrink-0 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && (
        <Popover
          label="Add a tag"
          open={open}
          onOpenChange={setOpen}
          trigger={
            <Button size="sm" variant="ghost" className={clsx('h-6', entries.length === 0 && '-ml-2.5')}>
              <Plus aria-hidden />
              {entries.length > 0 ? 'Tag' : 'Add a tag'}
            </Button>
          }
        >
          <form onSubmit={(event) => void add(event)} className="flex flex-col gap-2.5">
            <Input
              aria-label="Tag"
              placeholder="Tag"
              value={key}
              onChange={(event) => setKey(event.target.value)}
              maxLength={250}
              required
            />
            <Input aria-label="Value" placeholder="Value (optional)" value={value} onChange={(event) => setValue(event.target.value)} />
            {edit.isError && <FieldError>{describe(edit.error)}</FieldError>}
            <Button type="submit" variant="primary" size="sm" pending={edit.isPending} disabled={!key.trim()}>
              Add tag
            </Button>
          </form>
        </Popover>
      )}
    </div>
  );
}
