import { Skeleton } from '@/components/ui/skeleton';

const rows = Array.from({ length: 8 }, (_, index) => `row-${index}`);

export default function Loading() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <Skeleton className="h-12 w-72" />
      <Skeleton className="h-7 w-96 max-w-full" />
      <div className="card divide-y">
        {rows.map((row) => (
          <div key={row} className="flex items-center gap-6 px-4 py-3">
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-4 flex-1" />
            <Skeleton className="h-4 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
