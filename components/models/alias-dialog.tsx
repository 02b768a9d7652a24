'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { setAlias } from '../api/models';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { MoveDialog } from './move-dialog';

const pattern = /^[A-Za-z][A-Za-z0-9_-]{0,254}$/;

/** Points an alias, a new one or one that there is, to a version. The champion's is given by promotion only. */
export function AliasDialog({
  name,
  alias: given,
  version: initial,
  versions,
  aliases,
  open,
  onOpenChange,
}: {
  name: string;
  /** The alias to move; left out, one is typed. */
  alias?: string | undefined;
  version: number;
  /** Versions to choose from, the newest first. */
  versions: number[];
  /** What each alias points to as far as the page knows. */
  aliases: { alias: string; version: number }[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [typed, setTyped] = useState('');
  const [version, setVersion] = useState(initial);
  const [reason, setReason] = useState('');
  const alias = given ?? typed.trim();
  const current = aliases.find((one) => one.alias === alias)?.version ?? null;
  const wrong =
    typed === ''
      ? undefined
      : !pattern.test(alias)
        ? 'Begin with a letter; then letters, digits, hyphens and underscores'
        : alias === 'champion'
          ? 'A champion is made by promoting a version'
          : undefined;

  async function confirm() {
    await setAlias(name, { alias, version, expectedVersion: current, ...(reason.trim() && { reason: reason.trim() }) });
    toast.success(`${alias} points to version ${version}`, { description: name });
  }

  return (
    <MoveDialog
      open={open}
      onOpenChange={onOpenChange}
      onClose={() => {
        setTyped('');
        setReason('');
      }}
      title={given ? `Move ${given}` : 'Set an alias'}
      confirmLabel={current === null ? 'Set alias' : 'Move alias'}
      tone="primary"
      confirmDisabled={!alias || wrong !== undefined || version === current}
      onConfirm={confirm}
    >
      <p>
        Programs that load models:/{name}@{alias || 'alias'} get this version from now on.
      </p>
      {!given && (
        <Field label="Alias" error={wrong} hint={current === null ? undefined : `It points to version ${current} now and is moved.`}>
          <Input
            value={typed}
            placeholder="challenger"
            maxLength={255}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      )}
      <Field label="Version">
        <Select
          value={String(version)}
          onValueChange={(next) => setVersion(Number(next))}
          options={versions.map((one) => ({ value: String(one), label: `Version ${one}${one === current ? ' (now)' : ''}` }))}
        />
      </Field>
      <Field label="Reason (optional)" hint="It stands in the audit trail.">
        <Input value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </MoveDialog>
  );
}
