import type { ScenarioPreview } from '@/lib/scenarios/schema';
import { words } from '../format';
import { Callout } from '../ui/callout';

const shownAtMost = 6;

/** What the server would have its reader know: changes that move nothing, and values that no model has seen. */
export function Warnings({ warnings }: { warnings: ScenarioPreview['warnings'] }) {
  if (warnings.length === 0) return null;
  // The same of many series is said once.
  const lines = [...new Set(warnings.map(({ covariate, message }) => `${words(covariate)} ${message}`))];
  return (
    <Callout tone="warning" title="Take this forecast with care">
      <ul className="list-disc pl-4">
        {lines.slice(0, shownAtMost).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > shownAtMost && <li>and {lines.length - shownAtMost} more of the kind</li>}
      </ul>
    </Callout>
  );
}
