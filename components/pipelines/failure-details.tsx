import clsx from 'clsx';
import type { Failure } from '@/lib/pipeline-runs/schema';

/** Why something failed: the sentence, then each place that is wrong. */
export function FailureDetails({ failure, className }: { failure: Failure; className?: string }) {
  const items = failure.errors.filter((item) => !failure.message.includes(item.message));
  return (
    <div className={clsx('rounded-md bg-danger-soft px-3 py-2 text-xs text-danger', className)}>
      <p className="wrap-anywhere">{failure.message}</p>
      {items.length > 0 && (
        <ul className="mt-1.5 space-y-0.5">
          {items.slice(0, 20).map((item) => (
            <li key={`${item.path}:${item.message}`} className="wrap-anywhere">
              <code className="font-mono font-medium">{item.path}</code> {item.message}
            </li>
          ))}
          {items.length > 20 && <li>and {items.length - 20} more</li>}
        </ul>
      )}
    </div>
  );
}
