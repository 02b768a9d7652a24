import { X } from 'lucide-react';
import { percent } from '../../format';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Progress } from '../../ui/progress';

/** How much of the file has gone, then that the server works on it; both can be cancelled. */
export function UploadProgress({ share, working, onCancel }: { share: number; working: string; onCancel: () => void }) {
  const sent = share >= 1;
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4">
      <div className="min-w-0 flex-1 basis-56">
        <p role="status" className="text-sm font-medium">
          {sent ? working : 'Sending the file'}
          {!sent && <span className="ml-2 text-muted tabular">{percent(share, 0)}</span>}
        </p>
        <Progress value={sent ? 1 : share} label="Progress of the upload" className={sent ? 'mt-2 animate-shimmer' : 'mt-2'} />
      </div>
      <Button size="sm" onClick={onCancel}>
        <X aria-hidden />
        Cancel
      </Button>
    </Card>
  );
}
