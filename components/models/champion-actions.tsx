'use client';

import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { RollbackDialog } from './rollback-dialog';

/** Gives the champion's place back to the version that had it before. */
export function ChampionActions({ name, champion }: { name: string; champion: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Undo2 aria-hidden />
        Roll back champion
      </Button>
      <RollbackDialog key={champion} name={name} champion={champion} open={open} onOpenChange={setOpen} />
    </>
  );
}
