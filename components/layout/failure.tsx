'use client';

import { CloudAlert, RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Button } from '../ui/button';
import { Message } from '../ui/message';

/** What an error boundary shows: that it failed, the id to find it in the log, and a way to try again. */
export function Failure({ digest, reset }: { digest?: string; reset: () => void }) {
  const router = useRouter();
  function retry() {
    // Without a digest it failed in the browser, where what has failed may stay so until the page is loaded anew.
    if (!digest) {
      location.reload();
      return;
    }
    startTransition(() => {
      router.refresh();
      reset();
    });
  }
  return (
    <div role="alert">
      <Message
        icon={CloudAlert}
        tone="danger"
        title="This page could not be read"
        actions={
          <Button variant="primary" onClick={retry}>
            <RotateCcw aria-hidden />
            Try again
          </Button>
        }
      >
        The server did not answer, or answered with an error. Nothing was lost.
        {digest && (
          <>
            {' '}
            Its log has more under <code className="font-mono">{digest}</code>.
          </>
        )}
      </Message>
    </div>
  );
}
