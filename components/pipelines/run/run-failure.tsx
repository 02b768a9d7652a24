import type { Failure } from '@/lib/pipeline-runs/schema';
import { Callout } from '../../ui/callout';

/** Why the run failed, and each place that is wrong. */
export function RunFailure({ failure }: { failure: Failure }) {
  return (
    <Callout tone="danger" title={failure.message}>
      {failure.errors.length > 0 && (
        <ul className="space-y-0.5">
          {failure.errors.slice(0, 20).map((item) => (
            <li key={`${item.path}:${item.message}`}>
              <code className="font-mono text-ink">{item.path}</code> {item.message}
            </li>
          ))}
          {failure.errors.length > 20 && <li>and {failure.errors.length - 20} more</li>}
        </ul>
      )}
    </Callout>
  );
}
