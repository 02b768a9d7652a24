'use client';

import { Network } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Message } from '../ui/message';

/** In place of the drivers of a sum of more series than are explained at a time. */
export function TooLargeToExplain({ label }: { label: string }) {
  const path = usePathname();
  const query = new URLSearchParams(useSearchParams());
  query.set('tab', 'hierarchy');
  return (
    <Card>
      <Message
        icon={Network}
        title={`${label} is the sum of too many series to take apart at once`}
        actions={
          <Button asChild variant="primary">
            <Link href={`${path}?${query}`}>Choose a part</Link>
          </Button>
        }
      >
        Explaining a forecast takes a thousand times as long as making it. Go down the hierarchy to one of its parts, whose drivers are told
        at once.
      </Message>
    </Card>
  );
}
