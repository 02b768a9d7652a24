'use client';

import { type RefObject, useEffect, useState } from 'react';

/** Whether an element has come near the part of the page that is seen; once it has, it stays so. */
export function useNear(element: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target || near) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), { rootMargin: '400px' });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, near]);
  return near;
}
