'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Tabs as Primitive } from 'radix-ui';
import { type ReactNode, useOptimistic, useTransition } from 'react';

export interface Tab {
  value: string;
  label: ReactNode;
  /** A small figure behind the label, such as how many there are. */
  count?: number;
  /** What the tab shows. Only the open one is rendered. */
  content: ReactNode;
}

interface TabsProps {
  /** Names the row of tabs for screen readers. */
  label: string;
  tabs: Tab[];
  /** Stands at the right of the row. */
  actions?: ReactNode;
}

/** Views of one thing, one of them open. Arrow keys go from tab to tab. */
export function Tabs({ label, tabs, value, onValueChange, actions, busy = false }: TabsProps & ControlledTabs) {
  return (
    <Primitive.Root value={value} onValueChange={onValueChange} className="flex min-w-0 flex-col gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b">
        <Primitive.List aria-label={label} aria-busy={busy} className="-mb-px flex min-w-0 gap-1 overflow-x-auto [scrollbar-width:none]">
          {tabs.map((tab) => (
            <Primitive.Trigger
              key={tab.value}
              value={tab.value}
              className="flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && <span className="rounded-full bg-raised px-1.5 text-2xs text-muted tabular">{tab.count}</span>}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        {actions && <div className="flex flex-wrap gap-2 pb-1.5">{actions}</div>}
      </div>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className="min-w-0 rounded-lg">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}

interface ControlledTabs {
  value: string;
  onValueChange: (value: string) => void;
  busy?: boolean;
}

/**
 * Tabs whose open one stands in the address under `param`, the first one by its absence; odd values mean the first. The page is
 * read anew, so that a server component may send only the open tab's content; the row itself changes at once.
 */
export function UrlTabs({ param = 'tab', ...props }: TabsProps & { param?: string }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();
  const first = props.tabs[0]?.value ?? '';
  const asked = search.get(param);
  const [value, setValue] = useOptimistic(props.tabs.find((tab) => tab.value === asked)?.value ?? first);

  function show(next: string) {
    const query = new URLSearchParams(search);
    if (next === first) query.delete(param);
    else query.set(param, next);
    startTransition(() => {
      setValue(next);
      router.push(query.size > 0 ? `${path}?${query}` : path, { scroll: false });
    });
  }
  return <Tabs {...props} value={value} onValueChange={show} busy={pending} />;
}
