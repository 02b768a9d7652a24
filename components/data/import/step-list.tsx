import clsx from 'clsx';
import { Check } from 'lucide-react';

export const steps = ['file', 'columns', 'check', 'forecast'] as const;
export type Step = (typeof steps)[number];

const labels: Record<Step, string> = { file: 'File', columns: 'Columns', check: 'Rules and check', forecast: 'Forecast' };

/** Where one is in the import. */
export function StepList({ step }: { step: Step }) {
  const at = steps.indexOf(step);
  return (
    <ol aria-label="Steps" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {steps.map((name, place) => (
        <li
          key={name}
          aria-current={name === step ? 'step' : undefined}
          className={clsx('flex items-center gap-2', place === at ? 'font-medium text-ink' : 'text-muted')}
        >
          <span
            aria-hidden
            className={clsx(
              'grid size-5 place-items-center rounded-full border text-2xs tabular',
              place < at && 'border-transparent bg-success-soft text-success',
              place === at && 'border-transparent bg-accent text-white',
            )}
          >
            {place < at ? <Check className="size-3" /> : place + 1}
          </span>
          {labels[name]}
        </li>
      ))}
    </ol>
  );
}
