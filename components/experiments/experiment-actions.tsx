'use client';

import { useMutation } from '@tanstack/react-query';
import { Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { deleteExperiment, renameExperiment, restoreExperiment } from '../api/experiments';
import { Button } from '../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { NameDialog } from './name-dialog';

/** What can be done with an experiment: rename, delete with undo, restore. */
export function ExperimentActions({ experiment }: { experiment: { id: string; name: string; lifecycleStage: 'active' | 'deleted' } }) {
  const { id, name } = experiment;
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  const restore = useMutation({
    mutationFn: () => restoreExperiment(id),
    onSuccess: () => {
      toast.success(`${name} is back, with its runs`);
      router.refresh();
    },
    onError: (error) => toast.error('The experiment was not restored', { description: describe(error) }),
  });
  const remove = useMutation({
    mutationFn: () => deleteExperiment(id),
    onSuccess: () => {
      toast.success(`${name} is deleted, with its runs`, { action: { label: 'Undo', onClick: () => restore.mutate() } });
      router.refresh();
    },
    onError: (error) => toast.error('The experiment was not deleted', { description: describe(error) }),
  });
  if (experiment.lifecycleStage === 'deleted') {
    return (
      <Button size="sm" pending={restore.isPending} onClick={() => restore.mutate()} aria-label={`Restore ${name}`}>
        {!restore.isPending && <RotateCcw aria-hidden />}
        Restore
      </Button>
    );
  }
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        trigger={
          <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`} pending={remove.isPending}>
            {!remove.isPending && <Ellipsis aria-hidden />}
          </Button>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setRenaming(true)}>
          Rename…
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => remove.mutate()}>
          Delete
        </MenuItem>
      </Menu>
      <NameDialog
        title="Rename the experiment"
        action="Rename"
        initial={name}
        open={renaming}
        onOpenChange={setRenaming}
        onName={async (next) => {
          await renameExperiment(id, next);
          toast.success('The experiment has a new name');
          router.refresh();
        }}
      />
    </>
  );
}
