import type { Page } from 'playwright-core';

/** What the page's own observers have seen, in milliseconds since its navigation began. */
export interface Seen {
  ttfb: number;
  /** Largest Contentful Paint so far. */
  lcp: number;
  /** When the first chart was drawn: a canvas is no content to LCP. */
  chart: number | null;
  /** The longest Event Timing of an interaction since `forget`, from the input to the next frame; null where none took a frame. */
  interaction: number | null;
}

interface Watched {
  almanacSeen: { lcp: number; chart: number | null; interaction: number | null };
}

/** Sets the observers before anything of the page runs. Our Content-Security-Policy does not hold for what the browser's driver injects. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Watched['almanacSeen'] = { lcp: 0, chart: null, interaction: null };
    (window as unknown as Watched).almanacSeen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.lcp = Math.max(seen.lcp, entry.startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId) seen.interaction = Math.max(seen.interaction ?? 0, entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-chart="ready"]')) return;
      seen.chart = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-chart'] });
  });
}

export async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as Watched).almanacSeen.interaction = null;
  });
}

export function read(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return { ttfb: navigation?.responseStart ?? 0, ...(window as unknown as Watched).almanacSeen };
  });
}
