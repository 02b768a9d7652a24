'use client';

import { Search } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { Input } from './input';

const typingMs = 250;

/** A search box whose text stands in the address under `param`; another question begins at its first page. */
export function UrlSearch({ label, param = 'q' }: { label: string; param?: string }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();
  const [typed, setTyped] = useState(search.get(param) ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function ask(text: string) {
    const query = new URLSearchParams(search);
    query.delete('cursor');
    if (text) query.set(param, text);
    else query.delete(param);
    startTransition(() => router.replace(query.size > 0 ? `${path}?${query}` : path, { scroll: false }));
  }

  return (
    <search className="relative block min-w-56 flex-1 sm:max-w-80" aria-busy={pending}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={200}
        className="pl-8"
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => ask(text.trim()), typingMs);
        }}
      />
    </search>
  );
}
