'use client';

import { LoaderCircle, Redo2, RotateCcw, Save, Undo2 } from 'lucide-react';
import { Button } from '../ui/button';
import { Tooltip } from '../ui/tooltip';

/** What can be done with the changes as a whole. */
export function WhatIfBar({
  undo,
  redo,
  reset,
  save,
  saveAs,
  saving,
  pending,
}: {
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  reset: (() => void) | undefined;
  /** Into the scenario that is open; undefined where there is none, or nothing to save. */
  save: (() => void) | undefined;
  saveAs: (() => void) | undefined;
  saving: boolean;
  pending: boolean;
}) {
  return (
    <>
      <span role="status" className="flex min-w-20 items-center gap-1.5 text-xs text-muted">
        {pending && (
          <>
            <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
            Updating…
          </>
        )}
      </span>
      <Tooltip content="Undo (Ctrl+Z)">
        <Button variant="ghost" size="icon" aria-label="Undo" disabled={!undo} onClick={undo}>
          <Undo2 aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content="Redo (Ctrl+Shift+Z)">
        <Button variant="ghost" size="icon" aria-label="Redo" disabled={!redo} onClick={redo}>
          <Redo2 aria-hidden />
        </Button>
      </Tooltip>
      <Button variant="ghost" disabled={!reset} onClick={reset}>
        <RotateCcw aria-hidden />
        Reset
      </Button>
      {save && (
        <Button pending={saving} onClick={save}>
          Save changes
        </Button>
      )}
      <Button variant="primary" disabled={!saveAs} onClick={saveAs}>
        <Save aria-hidden />
        Save as scenario
      </Button>
    </>
  );
}
