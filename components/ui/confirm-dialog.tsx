'use client';

import { AlertDialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { describe } from '../api/client';
import { Button } from './button';
import { FieldError } from './field';
import { useFocusReturn } from './use-focus-return';

/**
 * Asks before something that is hard to undo. While `onConfirm` is under way the window stays; when it fails, the server's words
 * stand in it and another try is possible; when it succeeds, the window closes.
 */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  tone = 'danger',
  confirmDisabled = false,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, and what will not; form controls may follow. */
  children?: ReactNode;
  confirmLabel: string;
  tone?: 'danger' | 'primary';
  confirmDisabled?: boolean;
  onConfirm: () => Promise<unknown>;
}) {
  const focus = useFocusReturn();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  function change(next: boolean) {
    if (pending) return;
    setFailure(undefined);
    onOpenChange(next);
  }
  async function confirm() {
    setPending(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      setFailure(describe(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <Primitive.Root open={open} onOpenChange={change}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/45" />
        <Primitive.Content
          aria-describedby={children ? undefined : ''}
          {...focus}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[88dvh] animate-overlay-in overflow-y-auto rounded-t-xl bg-overlay p-5 shadow-overlay outline-none sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl"
        >
          <Primitive.Title className="text-lg font-semibold wrap-anywhere">{title}</Primitive.Title>
          {children && (
            <Primitive.Description asChild>
              <div className="mt-1.5 flex flex-col gap-3 text-sm text-muted">{children}</div>
            </Primitive.Description>
          )}
          {failure && (
            <div className="mt-3">
              <FieldError>{failure}</FieldError>
            </div>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <Primitive.Cancel asChild>
              <Button disabled={pending}>Cancel</Button>
            </Primitive.Cancel>
            {/* Not the primitive's own action, which would close the window before the answer is there. */}
            <Button variant={tone} pending={pending} disabled={confirmDisabled} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
