import { Skeleton } from '../ui/skeleton';

/** The page's shape while the run is read. */
export function RunSkeleton() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <Skeleton className="h-14 w-96 max-w-full" />
      <Skeleton className="h-9 w-full" />
      <RunTabSkeleton />
    </div>
  );
}

/** The shape of one of its tabs. */
export function RunTabSkeleton() {
  return (
    <div className="grid gap-5 lg:grid-cols-2" role="status" aria-label="Loading">
      <Skeleton className="h-72" />
      <Skeleton className="h-72" />
    </div>
  );
}
