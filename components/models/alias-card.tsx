'use client';

import { MoveRight, Plus, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { removeAlias } from '../api/models';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { lazyPart } from '../ui/lazy-part';
import { AliasBadges } from './alias-badges';
import { modelHref } from './model-names';

const AliasDialog = lazyPart(
  () => import('./alias-dialog').then((file) => file.AliasDialog),
  () => null,
);

type Alias = { alias: string; version: number };

/** What each alias of a model points to, and how to set, move and remove them. */
export function AliasCard({ name, aliases, versions }: { name: string; aliases: Alias[]; versions: number[] }) {
  const router = useRouter();
  const [moving, setMoving] = useState<Alias | 'new'>();
  // Once opened it stays, so that it can close in its own time.
  const used = useRef(false);
  used.current ||= moving !== undefined;
  const [removing, setRemoving] = useState<Alias>();
  const newest = versions[0];
  return (
    <Card aria-labelledby="aliases-title" className="overflow-hidden">
      <CardHeader
        id="aliases-title"
        title="Aliases"
        actions={
          newest !== undefined && (
            <Button size="sm" onClick={() => setMoving('new')}>
              <Plus aria-hidden />
              Set alias
            </Button>
          )
        }
      />
      {aliases.length === 0 ? (
        <p className="border-t px-4 py-3 text-sm text-muted">None yet. The champion’s is given by promoting a version.</p>
      ) : (
        <ul className="divide-y border-t">
          {aliases.map((one) => (
            <li key={one.alias} className="flex items-center justify-between gap-2 py-1.5 pr-2 pl-4 text-sm">
              <span className="flex min-w-0 flex-wrap items-center gap-2">
                <AliasBadges aliases={[one.alias]} />
                <Link href={modelHref(name, one.version)} className="rounded-sm font-medium hover:underline">
                  Version {one.version}
                </Link>
              </span>
              <span className="flex">
                {one.alias !== 'champion' && (
                  <Button variant="ghost" size="icon" aria-label={`Move ${one.alias}`} onClick={() => setMoving(one)}>
                    <MoveRight aria-hidden />
                  </Button>
                )}
                <Button variant="ghost" size="icon" aria-label={`Remove ${one.alias}`} onClick={() => setRemoving(one)}>
                  <Trash2 aria-hidden />
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {newest !== undefined && used.current && (
        <AliasDialog
          key={moving === 'new' ? 'new' : moving?.alias}
          name={name}
          alias={moving === 'new' ? undefined : moving?.alias}
          version={moving === 'new' || !moving ? newest : moving.version}
          versions={versions}
          aliases={aliases}
          open={moving !== undefined}
          onOpenChange={(open) => !open && setMoving(undefined)}
        />
      )}
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={`Remove ${removing?.alias}?`}
        confirmLabel="Remove alias"
        onConfirm={async () => {
          if (!removing) return;
          await removeAlias(name, removing.alias);
          toast.success(`${removing.alias} is removed`, { description: name });
          router.refresh();
        }}
      >
        <p>
          It points to version {removing?.version}, which stays.{' '}
          {removing?.alias === 'champion'
            ? 'Without a champion the next run has nothing to beat but the seasonal naive, and its model becomes champion.'
            : 'Programs that load the model by it will find nothing.'}
        </p>
      </ConfirmDialog>
    </Card>
  );
}
