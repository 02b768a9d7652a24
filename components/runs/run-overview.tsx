import type { RunVersion } from '@/lib/registry/versions-of-run';
import type { TrackedRun } from '@/lib/tracking/schema';
import type { RunSurroundings } from '@/lib/tracking/service';
import { ChildRuns } from './child-runs-part';
import { RunDetails } from './run-details';
import { RunInputs } from './run-inputs';
import { LoggedModels } from './run-models';
import { RunNote } from './run-note';

/** What a run is, where it belongs, what it read and what it left. */
export function RunOverview({
  run,
  around,
  versions,
  currency,
}: {
  run: TrackedRun;
  around: RunSurroundings;
  versions: RunVersion[];
  currency: string | null;
}) {
  const readOnly = run.lifecycleStage === 'deleted';
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <RunNote runId={run.id} note={run.tags['mlflow.note.content'] ?? ''} readOnly={readOnly} />
        {around.childCount > 0 && <ChildRuns runs={around.children} total={around.childCount} currency={currency} />}
        <RunInputs inputs={around.inputs} />
        <LoggedModels models={around.models} versions={versions} runId={run.id} />
      </div>
      <RunDetails run={run} around={around} />
    </div>
  );
}
