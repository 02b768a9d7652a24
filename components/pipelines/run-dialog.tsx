'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import type { PipelineParameters } from '@/lib/pipeline/parameters';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { startRun } from '../api/pipeline-runs';
import { Button, type ButtonProps } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { lazyPart } from '../ui/lazy-part';
import { Skeleton } from '../ui/skeleton';

/** What stands where a form is being loaded. */
export function FormSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-5 p-5">
      {['level', 'frequency', 'horizon', 'from', 'to', 'models'].map((name) => (
        <Skeleton key={name} className="h-14" />
      ))}
    </div>
  );
}

/** The form, loaded when first asked for. */
export const RunForm = lazyPart(() => import('./run-form').then((module) => module.RunForm), FormSkeleton);

/** The window with the form of a new run; a started run is shown at once. */
export function RunDialog({
  open,
  onOpenChange,
  initial,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  initial?: Partial<PipelineParameters>;
}) {
  const router = useRouter();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Run pipeline"
      description="Learns from the sales, compares the models and publishes a new forecast."
    >
      <RunForm
        initial={initial}
        onCancel={() => onOpenChange(false)}
        send={startRun}
        onDone={(started) => {
          const run = started as PipelineRun;
          onOpenChange(false);
          toast.success('The run has been queued');
          router.push(`/pipelines/${run.id}`);
        }}
      />
    </Dialog>
  );
}

/** The button that opens it. */
export function RunPipelineButton({
  initial,
  variant = 'primary',
  children = 'Run pipeline',
}: {
  initial?: Partial<PipelineParameters>;
  variant?: ButtonProps['variant'];
  children?: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <Play aria-hidden />
        {children}
      </Button>
      <RunDialog open={open} onOpenChange={setOpen} initial={initial} />
    </>
  );
}
