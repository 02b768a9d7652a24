'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import { ApiError } from '../api/client';
import { TooltipProvider } from '../ui/tooltip';

/** A request that was wrong stays wrong; only the network and the server's own failures are worth another try. */
function retry(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof ApiError && error.status < 500);
}

/** `always`: a browser that thinks it is offline may be on the server's own machine, and where not, an error is better than a wait without end. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 30_000, retry, networkMode: 'always' }, mutations: { networkMode: 'always' } },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={250}>{children}</TooltipProvider>
      <Toaster
        position="bottom-right"
        // Above the thumb bar.
        mobileOffset={{ bottom: '4.75rem' }}
        theme="system"
        toastOptions={{
          unstyled: true,
          classNames: {
            toast: 'flex w-full items-start gap-3 rounded-lg bg-overlay p-3.5 text-sm text-ink shadow-overlay sm:w-88',
            title: 'font-medium',
            description: 'text-muted wrap-anywhere',
            actionButton:
              'ml-auto min-h-6 shrink-0 rounded-md border px-2 text-xs font-medium text-accent-ink transition-colors hover:bg-hover',
            success: '[&_[data-icon]]:text-success',
            error: '[&_[data-icon]]:text-danger',
          },
        }}
      />
    </QueryClientProvider>
  );
}
