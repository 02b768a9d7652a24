import { unstorable } from '@/lib/http/validation';

/** A dataset's or model's name as it stands in a page's address; undefined where nothing can be called that. */
export function nameInAddress(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    return unstorable(name) ? undefined : name;
  } catch {
    // A broken escape names nothing.
    return undefined;
  }
}
