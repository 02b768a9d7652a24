import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import { sampleDataset } from '@/lib/pipeline/sample-dataset';
import { writeEdits } from './edits-address';

/** The address of the what-if view: of a series, perhaps with a scenario opened, or with some compared. */
export function whatIfAddress({
  dataset,
  series,
  scenario,
  compare,
}: {
  dataset: string;
  series?: string | undefined;
  scenario?: string | undefined;
  compare?: readonly string[];
}): string {
  const query = new URLSearchParams({
    ...(dataset !== sampleDataset && { dataset }),
    ...(series && { series }),
    tab: 'what-if',
    ...(scenario && { scenario }),
    ...(compare && compare.length > 0 && { scenarios: compare.join(',') }),
  });
  return `/forecasts?${query}`;
}

/** Puts the changes as they stand into the browser's address, without asking the server for the page again. */
export function showInAddress(edits: readonly PlanEdit[], scenario: string | undefined, isSaved: boolean): void {
  const query = new URLSearchParams(window.location.search);
  const text = isSaved ? undefined : writeEdits(edits);
  if (scenario === undefined) query.delete('scenario');
  else query.set('scenario', scenario);
  if (text === undefined) query.delete('edits');
  else query.set('edits', text);
  const address = `${window.location.pathname}?${query}`;
  if (address !== window.location.pathname + window.location.search) window.history.replaceState(null, '', address);
}
