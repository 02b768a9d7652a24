'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { Scenario } from '@/lib/scenarios/schema';
import { describe } from '../api/client';
import { actOnScenario, scenariosKey } from '../api/scenarios';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { RelativeTime } from '../ui/time';

/** Which scenario is open, by whom, and whether it is of the newest forecast. */
export function ScenarioNote({ scenario, onChange }: { scenario: Scenario; onChange: (scenario: Scenario) => void }) {
  const client = useQueryClient();
  const recompute = useMutation({
    mutationFn: () => actOnScenario(scenario.id, 'recompute'),
    onSuccess: (fresh) => {
      onChange(fresh);
      void client.invalidateQueries({ queryKey: scenariosKey(scenario.dataset) });
      toast.success('Computed on the newest forecast');
    },
    onError: (error) => toast.error('The scenario was not computed', { description: describe(error) }),
  });
  return (
    <Callout
      tone={scenario.stale ? 'warning' : 'info'}
      title={scenario.name}
      actions={
        scenario.stale && (
          <Button size="sm" pending={recompute.isPending} onClick={() => recompute.mutate()}>
            Recompute
          </Button>
        )
      }
    >
      <p>
        Saved by {scenario.author} <RelativeTime value={scenario.updatedAt} />
        {scenario.stale && `. Its saved figures are out of date: ${scenario.staleReasons.join('; ')}`}
      </p>
      {scenario.note && <p className="whitespace-pre-line">{scenario.note}</p>}
    </Callout>
  );
}
