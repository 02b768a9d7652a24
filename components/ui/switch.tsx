'use client';

import { Switch as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';

export function Switch(props: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className="inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-control p-0.5 transition-colors data-[state=checked]:bg-accent"
      {...props}
    >
      <Primitive.Thumb className="size-4 rounded-full bg-white shadow-card transition-transform data-[state=checked]:translate-x-4" />
    </Primitive.Root>
  );
}
