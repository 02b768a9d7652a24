'use client';

import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { startRun } from '../api/pipeline-runs';
import { Button } from '../ui/button';

/** Starts the sample retailer's first run; the page then shows it live. */
export function SampleButton({ again = false }: { again?: boolean }) {
  const router = useRouter();
  const start = useMutation({
    mutationFn: () => startRun({}),
    onSuccess: () => router.refresh(),
    onError: (error) => toast.error('The run was not started', { description: describe(error) }),
  });
  return (
    <Button variant="primary" pending={start.isPending} onClick={() => start.mutate()}>
      {!start.isPending && <Play aria-hidden />}
      {again ? 'Try once more' : 'Make the first forecast'}
    </Button>
  );
}
