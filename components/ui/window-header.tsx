import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';

/** The head of a modal window: its title, what it is for, and the way out. */
export function WindowHeader({ title, description }: { title: string; description?: ReactNode }) {
  return (
    <header className="flex items-start justify-between gap-4 border-b px-5 py-4">
      <div className="min-w-0">
        <Primitive.Title className="text-lg font-semibold wrap-anywhere">{title}</Primitive.Title>
        {description && <Primitive.Description className="mt-0.5 text-sm text-muted">{description}</Primitive.Description>}
      </div>
      <Primitive.Close asChild>
        <Button variant="ghost" size="icon" aria-label="Close" className="-mt-1 -mr-2">
          <X aria-hidden />
        </Button>
      </Primitive.Close>
    </header>
  );
}
