import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { AlertDialog } from 'radix-ui';
import type { ComponentProps } from 'react';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useOvertaken } from './use-overtaken';

/**
 * Asks before an alias moves, which somebody else may do at the same time: then it says so and offers to read the page anew.
 * When it has moved, the page is read anew too.
 */
export function MoveDialog({
  onClose,
  onConfirm,
  onOpenChange,
  confirmDisabled = false,
  children,
  ...rest
}: ComponentProps<typeof ConfirmDialog> & {
  /** Forgets what was entered. */
  onClose?: () => void;
}) {
  const router = useRouter();
  const { late, forget, attempt } = useOvertaken();
  return (
    <ConfirmDialog
      {...rest}
      confirmDisabled={confirmDisabled || late}
      onOpenChange={(next) => {
        if (!next) {
          forget();
          onClose?.();
        }
        onOpenChange(next);
      }}
      onConfirm={() =>
        attempt(async () => {
          await onConfirm();
          router.refresh();
        })
      }
    >
      {children}
      {late && (
        <div>
          {/* Closes the window as Cancel does, so that nothing of this try is left. */}
          <AlertDialog.Cancel asChild>
            <Button size="sm" onClick={() => router.refresh()}>
              <RotateCcw aria-hidden />
              Reload
            </Button>
          </AlertDialog.Cancel>
        </div>
      )}
    </ConfirmDialog>
  );
}
