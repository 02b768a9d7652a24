import { Database } from 'lucide-react';
import type { RunSurroundings } from '@/lib/tracking/service';
import { day, words } from '../format';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';

/** The datasets that a run read, with their digests. */
export function RunInputs({ inputs }: { inputs: RunSurroundings['inputs'] }) {
  return (
    <Card aria-labelledby="inputs">
      <CardHeader id="inputs" title="Data it read" description={inputs.length === 0 ? 'This run logged no dataset' : undefined} />
      {inputs.length > 0 && (
        <ul className="divide-y border-t">
          {inputs.map((input) => (
            <li key={`${input.name} ${input.digest}`} className="flex gap-3 px-4 py-3 text-sm">
              <Database aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium wrap-anywhere">
                  {input.name}
                  {input.context && <Badge>{input.context}</Badge>}
                </p>
                <p className="text-muted wrap-anywhere">{profileText(input.profile) ?? input.source}</p>
                <p className="mt-0.5 font-mono text-2xs break-all text-faint">
                  {input.source} · {input.digest}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What our own runs say of their data; other clients' profiles have names of their own. */
function profileText(profile: Record<string, unknown> | null): string | undefined {
  if (!profile) return undefined;
  const { rows, series, firstDate, origin } = profile;
  if (typeof rows !== 'number' || typeof firstDate !== 'string' || typeof origin !== 'string') {
    const parts = Object.entries(profile).filter(([, value]) => typeof value === 'number' || typeof value === 'string');
    return parts.length > 0 ? parts.map(([key, value]) => `${words(key)}: ${String(value)}`).join(' · ') : undefined;
  }
  const many = typeof series === 'number' ? `${series.toLocaleString('en-US')} series, ` : '';
  return `${many}${rows.toLocaleString('en-US')} rows, ${day(firstDate)} to ${day(origin)}`;
}
