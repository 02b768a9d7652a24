'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy, Ellipsis, Link2, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { ScenarioSummary } from '@/lib/scenarios/schema';
import { describe } from '../api/client';
import { actOnScenario, deleteScenario, scenariosKey, updateScenario } from '../api/scenarios';
import { useAuthor } from '../forecasts/use-author';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field, FieldError } from '../ui/field';
import { Input } from '../ui/input';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { Textarea } from '../ui/textarea';
import { whatIfAddress } from './address';

/** What can be done with a saved scenario. */
export function ScenarioMenu({ scenario }: { scenario: ScenarioSummary }) {
  const { id, dataset, series, name } = scenario;
  const client = useQueryClient();
  const [author] = useAuthor();
  const [renaming, setRenaming] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: scenariosKey(dataset) });
  const failed = (what: string) => (error: unknown) => toast.error(what, { description: describe(error) });
  const act = useMutation({
    mutationFn: (action: 'recompute' | 'restore' | 'duplicate') => actOnScenario(id, action, author || undefined),
    onSuccess: (_, action) => {
      toast.success(
        { recompute: 'Computed on the newest forecast', restore: `“${name}” is back`, duplicate: `“${name}” is duplicated` }[action],
      );
      return refresh();
    },
    onError: failed(`“${name}” stays as it was`),
  });
  const remove = useMutation({
    mutationFn: () => deleteScenario(id),
    onSuccess: () => {
      toast(`“${name}” is deleted`, { action: { label: 'Undo', onClick: () => act.mutate('restore') }, duration: 10_000 });
      return refresh();
    },
    onError: failed(`“${name}” was not deleted`),
  });
  async function copyLink() {
    const address = new URL(whatIfAddress({ dataset, series, scenario: id }), window.location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      toast.success('The link is copied');
    } catch {
      // No clipboard without HTTPS: the link is shown, to be copied by hand.
      toast('Copy this link', { description: address, duration: 20_000 });
    }
  }
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`} pending={act.isPending || remove.isPending}>
            {!(act.isPending || remove.isPending) && <Ellipsis aria-hidden />}
          </Button>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setRenaming(true)}>
          Rename and note
        </MenuItem>
        <MenuItem icon={Copy} onSelect={() => act.mutate('duplicate')}>
          Duplicate
        </MenuItem>
        <MenuItem icon={RefreshCw} onSelect={() => act.mutate('recompute')}>
          Recompute
        </MenuItem>
        <MenuItem icon={Link2} onSelect={() => void copyLink()}>
          Copy link
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => remove.mutate()}>
          Delete
        </MenuItem>
      </Menu>
      <Dialog open={renaming} onOpenChange={setRenaming} title="Rename scenario">
        <RenameForm scenario={scenario} onDone={() => setRenaming(false)} />
      </Dialog>
    </>
  );
}

function RenameForm({ scenario, onDone }: { scenario: ScenarioSummary; onDone: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(scenario.name);
  const [note, setNote] = useState(scenario.note);
  const save = useMutation({
    mutationFn: () => updateScenario(scenario.id, { name: name.trim(), note: note.trim() }),
    onSuccess: () => {
      onDone();
      return client.invalidateQueries({ queryKey: scenariosKey(scenario.dataset) });
    },
  });
  const empty = name.trim() === '';
  return (
    <form
      className="flex flex-col gap-4 px-5 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) save.mutate();
      }}
    >
      <Field label="Name" error={empty ? 'Enter a name' : undefined}>
        <Input value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Note">
        <Textarea value={note} maxLength={4000} onChange={({ target }) => setNote(target.value)} />
      </Field>
      {save.isError && <FieldError>{describe(save.error)}</FieldError>}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone} disabled={save.isPending}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
