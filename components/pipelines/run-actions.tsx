'use client';

import { useMutation } from '@tanstack/react-query';
import { Ban, Repeat, RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { describe } from '../api/client';
import { cancelRun, repeatRun, retryRun } from '../api/pipeline-runs';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { isOver } from './run-progress';

/** What can be done with a run in its present state: cancel it, go on from the step that failed, or repeat it exactly. */
export function RunActions({ run, onChange }: { run: PipelineRun; onChange: (run: PipelineRun) => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
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
      <>
        <Button variant="danger" onClick={() => setAsking(true)} aria-haspopup="dialog">
          <Ban aria-hidden />
          Cancel run
        </Button>
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={`Cancel run ${run.id.slice(0, 8)}?`}
          confirmLabel="Stop the run"
          onConfirm={async () => onChange(await cancelRun(run.id))}
        >
          <p>
            {run.status === 'queued'
              ? 'It gives up its place in the queue.'
              : 'Its tasks are stopped within seconds. Steps that have ended keep what they made, and a retry goes on after them.'}{' '}
            What is published stays as it is.
          </p>
        </ConfirmDialog>
      </>
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
