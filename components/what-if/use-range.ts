'use client';

import { useCallback, useRef, useState } from 'react';

export interface Range {
  selected: ReadonlySet<number>;
  /** Takes or leaves one; with `extend`, all from the one before. */
  toggle: (index: number, extend: boolean) => void;
  all: () => void;
  clear: () => void;
}

/** A selection among some places, as checkboxes with Shift make it. */
export function useRange(size: number): Range {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<number | null>(null);
  const toggle = useCallback((index: number, extend: boolean) => {
    const from = extend && anchor.current !== null ? anchor.current : index;
    anchor.current = index;
    setSelected((before) => {
      const next = new Set(before);
      const take = !before.has(index);
      for (let at = Math.min(from, index); at <= Math.max(from, index); at++) {
        if (take) next.add(at);
        else next.delete(at);
      }
      return next;
    });
  }, []);
  const all = useCallback(() => setSelected(new Set(Array.from({ length: size }, (_, index) => index))), [size]);
  const clear = useCallback(() => setSelected(new Set()), []);
  return { selected, toggle, all, clear };
}
