import { Card } from '../ui/card';
import { Skeleton } from '../ui/skeleton';

const lines = Array.from({ length: 8 }, (_, index) => `line-${index}`);

/** The shape of a list of experiments or of runs. */
export function ExperimentSkeleton() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-52" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <Card>
        <div className="flex gap-2 p-3">
          <Skeleton className="h-8 flex-1" />
          <Skeleton className="h-8 w-24" />
        </div>
        <div className="border-t">
          {lines.map((line) => (
            <div key={line} className="flex justify-between gap-6 border-b px-4 py-2.5 last:border-b-0">
              <Skeleton className="h-4 w-48" />
              <Skeleton className="h-4 w-16" />
            </div>
          ))}
        </div>
      </Card>
    </div>
  );
}
