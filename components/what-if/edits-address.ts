import { z } from 'zod';
import { type PlanEdit, planEdit } from '@/lib/data/plan/plan-edit';

/** Longer ones are kept as a scenario; an address holds no more. */
const longest = 4000;
const edits = z.array(planEdit).max(200);

/** Edits as a part of an address, so that a link shows what its sender sees; undefined where they are too many for one. */
export function writeEdits(value: readonly PlanEdit[]): string | undefined {
  if (value.length === 0) return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const text = btoa(String.fromCharCode(...bytes.subarray(0, longest + 1)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  return bytes.length > longest ? undefined : text;
}

/** What `writeEdits` wrote; none where the text is anything else. */
export function readEdits(text: string | null | undefined): PlanEdit[] {
  if (!text || text.length > 2 * longest) return [];
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    const parsed = edits.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : [];
  } catch {
    // A link that was cut or mistyped: no edits, rather than no page.
    return [];
  }
}
