import { unstorable } from '@/lib/http/validation';

/** A model's name as it stands in a page's address; undefined where no model can be called that. */
export function modelNameOf(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    return unstorable(name) ? undefined : name;
  } catch {
    // A broken escape names nothing.
    return undefined;
  }
}
