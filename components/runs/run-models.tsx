import clsx from 'clsx';
import { Boxes, GitBranch } from 'lucide-react';
import Link from 'next/link';
import type { RunVersion } from '@/lib/registry/versions-of-run';
import type { RunSurroundings } from '@/lib/tracking/service';
import { modelTitle } from '../format';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';
import { linkClasses } from './run-details';

/** The models that a run logged, and the registered versions that they became. */
export function LoggedModels({ models, versions, runId }: { models: RunSurroundings['models']; versions: RunVersion[]; runId: string }) {
  return (
    <Card aria-labelledby="models">
      <CardHeader id="models" title="Models" description={models.length + versions.length === 0 ? 'This run logged no model' : undefined} />
      {models.length + versions.length > 0 && (
        <ul className="divide-y border-t">
          {models.map((model) => (
            <li key={model.id} className="flex gap-3 px-4 py-3 text-sm">
              <Boxes aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  <Link
                    href={`/experiments/runs/${runId}?tab=files&file=${encodeURIComponent(`${model.name}/MLmodel`)}`}
                    prefetch={false}
                    className={linkClasses}
                  >
                    {model.name}
                  </Link>
                  {model.modelType && <Badge tone="accent">{modelTitle(model.modelType)}</Badge>}
                </p>
                <p className="mt-0.5 font-mono text-2xs break-all text-faint">
                  {model.id} · {model.artifactUri}
                </p>
              </div>
            </li>
          ))}
          {versions.map(({ name, version, aliases }) => (
            <li key={`${name} ${version}`} className="flex items-center gap-3 px-4 py-3 text-sm">
              <GitBranch aria-hidden className="size-4 shrink-0 text-faint" />
              <p className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
                <Link
                  href={`/models/${encodeURIComponent(name)}/${version}`}
                  prefetch={false}
                  className={clsx(linkClasses, 'wrap-anywhere')}
                >
                  {name} version {version}
                </Link>
                {aliases.map((alias) => (
                  <Badge key={alias} tone={alias === 'champion' ? 'success' : 'neutral'}>
                    {alias}
                  </Badge>
                ))}
              </p>
              <span className="hidden shrink-0 text-xs text-muted sm:inline">Registered from this run</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
