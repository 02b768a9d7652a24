'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { createExperiment } from '../api/experiments';
import { Button } from '../ui/button';
import { NameDialog } from './name-dialog';

/** Makes an experiment and leads to it. */
export function NewExperimentButton() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New experiment
      </Button>
      <NameDialog
        title="New experiment"
        action="Create"
        open={open}
        onOpenChange={setOpen}
        onName={async (name) => {
          const made = await createExperiment(name);
          toast.success(`${made.name} is there`);
          router.push(`/experiments/${made.id}`);
        }}
      />
    </>
  );
}
