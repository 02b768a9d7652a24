import { Badge, type Tone } from '../ui/badge';

const tones: Record<string, Tone> = { GET: 'info', POST: 'success', PUT: 'warning', PATCH: 'warning', DELETE: 'danger' };

/** An HTTP method in its colour, as wide as any other. */
export function Method({ method }: { method: string }) {
  return (
    <Badge tone={tones[method]} className="w-14 shrink-0 justify-center font-mono">
      {method}
    </Badge>
  );
}
