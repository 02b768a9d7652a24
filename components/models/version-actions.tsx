'use client';

import { Crown, Ellipsis, Tag, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { AliasDialog } from './alias-dialog';
import { DeleteVersionDialog } from './delete-version-dialog';
import { PromoteDialog } from './promote-dialog';
import { RollbackDialog } from './rollback-dialog';

/** What can be done with a version: make it champion, or give the champion's place back; name it; delete it. */
export function VersionActions({
  name,
  version,
  champion,
  versions,
  aliases,
}: {
  name: string;
  version: number;
  champion: number | null;
  versions: number[];
  aliases: { alias: string; version: number }[];
}) {
  const [open, setOpen] = useState<'promote' | 'rollback' | 'alias' | 'delete'>();
  const state = (window: typeof open) => ({ open: open === window, onOpenChange: (next: boolean) => setOpen(next ? window : undefined) });
  return (
    <>
      {champion === version ? (
        <Button onClick={() => setOpen('rollback')}>
          <Undo2 aria-hidden />
          Roll back
        </Button>
      ) : (
        <Button variant="primary" onClick={() => setOpen('promote')}>
          <Crown aria-hidden />
          Promote
        </Button>
      )}
      <Menu
        label="More actions"
        trigger={
          <Button size="icon" aria-label="More actions">
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={Tag} onSelect={() => setOpen('alias')}>
          Set an alias…
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => setOpen('delete')}>
          Delete version…
        </MenuItem>
      </Menu>
      <PromoteDialog key={`promote ${champion}`} name={name} version={version} champion={champion} {...state('promote')} />
      {champion !== null && <RollbackDialog name={name} champion={champion} {...state('rollback')} />}
      <AliasDialog name={name} version={version} versions={versions} aliases={aliases} {...state('alias')} />
      <DeleteVersionDialog name={name} version={version} {...state('delete')} />
    </>
  );
}
