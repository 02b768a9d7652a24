import { Compass } from 'lucide-react';
import Link from 'next/link';
import { Button } from '../ui/button';
import { Message } from '../ui/message';

export function NotFound() {
  return (
    <Message
      icon={Compass}
      title="There is nothing here"
      actions={
        <Button asChild variant="primary">
          <Link href="/">Go to the overview</Link>
        </Button>
      }
    >
      The address leads to no page, or to something that has been removed.
    </Message>
  );
}
