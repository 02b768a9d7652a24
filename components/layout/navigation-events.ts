/** Tells the page's progress line when a navigation begins; `instrumentation-client.ts` hears of each from Next. */

type Listener = (href: string) => void;
const listeners = new Set<Listener>();

export function navigationStarted(href: string) {
  for (const listener of listeners) listener(href);
}

/** Calls back at each start. Returns how to stop. */
export function onNavigationStart(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
