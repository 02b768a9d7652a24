import { unstorable } from '@/lib/http/validation';

/** A dataset's name as it stands in a page's address; undefined where none can be called that. */
export function datasetNameOf(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    return unstorable(name) ? undefined : name;
  } catch {
    // A broken escape names nothing.
    return undefined;
  }
}
