import clsx from 'clsx';
import { Progress as Primitive } from 'radix-ui';

const tones = { accent: 'bg-accent', success: 'bg-success', danger: 'bg-danger', neutral: 'bg-control' } as const;

/** A bar from 0 to 1 with a name for screen readers. */
export function Progress({
  value,
  label,
  tone = 'accent',
  className,
}: {
  value: number;
  label: string;
  tone?: keyof typeof tones;
  className?: string;
}) {
  const bounded = Math.min(1, Math.max(0, value));
  return (
    <Primitive.Root
      value={Math.round(bounded * 100)}
      aria-label={label}
      className={clsx('h-1.5 overflow-hidden rounded-full bg-line', className)}
    >
      <Primitive.Indicator
        className={clsx('h-full rounded-full transition-[width] duration-300 ease-out', tones[tone])}
        style={{ width: `${bounded * 100}%` }}
      />
    </Primitive.Root>
  );
}
