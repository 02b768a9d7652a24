import { Skeleton } from '../ui/skeleton';

const tiles = Array.from({ length: 6 }, (_, index) => `tile-${index}`);

/** The forecast page's shape while its figures are read. */
export function ForecastSkeleton() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <Skeleton className="h-12 w-80 max-w-full" />
      <Skeleton className="h-8 w-96 max-w-full" />
      <TabSkeleton />
    </div>
  );
}

/** The shape of one of its tabs. */
export function TabSkeleton() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line md:grid-cols-3 xl:grid-cols-6">
        {tiles.map((tile) => (
          <div key={tile} className="space-y-2.5 bg-surface px-4 py-4">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3 w-28" />
          </div>
        ))}
      </div>
      <Skeleton className="h-128 rounded-lg" />
    </div>
  );
}
