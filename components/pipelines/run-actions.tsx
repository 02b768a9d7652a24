'use client';

import { useMutation } from '@tanstack/react-query';
import { Ban, Repeat, RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { describe } from '../api/client';
import { cancelRun, repeatRun, retryRun } from '../api/pipeline-runs';
import { Button } from '../ui/button';
import { isOver } from './run-progress';

/** What can be done with a run in its present state: cancel it, go on from the step that failed, or repeat it exactly. */
export function RunActions({ run, onChange }: { run: PipelineRun; onChange: (run: PipelineRun) => void }) {
  const router = useRouter();
  const cancel = useMutation({
    mutationFn: () => cancelRun(run.id),
    onSuccess: onChange,
    onError: (error) => toast.error('The run was not cancelled', { description: describe(error) }),
  });
  const retry = useMutation({
    mutationFn: () => retryRun(run.id),
    onSuccess: onChange,
    onError: (error) => toast.error('The run was not retried', { description: describe(error) }),
  });
  const repeat = useMutation({
    mutationFn: () => repeatRun(run.id),
    onSuccess: (repeated) => router.push(`/pipelines/${repeated.id}`),
    onError: (error) => toast.error('The run was not repeated', { description: describe(error) }),
  });
  if (!isOver(run)) {
    return (
      <Button variant="danger" pending={cancel.isPending} onClick={() => cancel.mutate()}>
        {!cancel.isPending && <Ban aria-hidden />}
        Cancel run
      </Button>
    );
  }
  if (run.status === 'succeeded') {
    return (
      <Button pending={repeat.isPending} onClick={() => repeat.mutate()} title="Run it again on the same data, parameters and seed">
        {!repeat.isPending && <Repeat aria-hidden />}
        Repeat this run
      </Button>
    );
  }
  return (
    <Button pending={retry.isPending} onClick={() => retry.mutate()}>
      {!retry.isPending && <RotateCcw aria-hidden />}
      {run.status === 'failed' ? 'Retry from the failed step' : 'Retry'}
    </Button>
  );
}
