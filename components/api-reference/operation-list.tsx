'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { byTag } from '@/lib/http/api-reference';
import { words } from '../format';
import { Input } from '../ui/input';
import { Method } from './method';

export interface ListedOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  tag: string;
}

/** Every operation by subject, narrowed by what is typed. */
export function OperationList({ operations }: { operations: ListedOperation[] }) {
  const path = usePathname();
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search.toLowerCase().split(/\s+/).filter(Boolean));
  const found = operations.filter(({ id, path: address, summary, method }) => {
    const text = `${method} ${address} ${summary} ${id}`.toLowerCase();
    return asked.every((word) => text.includes(word));
  });
  return (
    <nav aria-label="Operations" className="flex flex-col gap-4">
      <Input
        type="search"
        aria-label="Search operations"
        placeholder="Search operations…"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p role="status" className="sr-only">
        {found.length} operations
      </p>
      {found.length === 0 && <p className="text-sm text-muted">No operation matches “{search.trim()}”.</p>}
      {byTag(found).map(([tag, group]) => (
        <section key={tag} aria-labelledby={`tag-${tag}`}>
          <h2 id={`tag-${tag}`} className="mb-1 text-xs font-medium text-muted">
            {words(tag)}
          </h2>
          <ul>
            {group.map(({ id, method, path: address, summary }) => {
              const href = `/docs/${id}`;
              return (
                <li key={id}>
                  <Link
                    href={href}
                    prefetch={false}
                    aria-current={path === href ? 'page' : undefined}
                    className={clsx(
                      'flex items-start gap-2.5 rounded-md px-2 py-1.5 transition-colors hover:bg-hover',
                      path === href && 'bg-hover',
                    )}
                  >
                    <Method method={method} />
                    <span className="min-w-0">
                      <span className="block text-sm">{summary}</span>
                      <span className="block font-mono text-2xs wrap-anywhere text-muted">{address}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}
