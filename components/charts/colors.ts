/** The tokens of app/globals.css that charts draw with; `font` is the page's own. */
const tokens = {
  ink: '--color-ink',
  muted: '--color-muted',
  faint: '--color-faint',
  line: '--color-line',
  lineStrong: '--color-line-strong',
  surface: '--color-surface',
  raised: '--color-raised',
  overlay: '--color-overlay',
  history: '--color-chart-history',
  forecast: '--color-chart-forecast',
  lastYear: '--color-chart-last-year',
  promotion: '--color-chart-promotion',
  closure: '--color-danger',
  holiday: '--color-success',
  low: '--color-info',
  high: '--color-danger',
  series1: '--color-series-1',
  series2: '--color-series-2',
  series3: '--color-series-3',
  series4: '--color-series-4',
  series5: '--color-series-5',
  series6: '--color-series-6',
  series7: '--color-series-7',
  series8: '--color-series-8',
} as const;

export type ChartColors = Record<keyof typeof tokens, string> & { font: string };

export const colorNames = Object.keys(tokens) as (keyof typeof tokens)[];

/** The CSS variable of a colour. */
export function colorVariable(name: keyof typeof tokens): string {
  return tokens[name];
}

/** How many things a chart can tell apart by colour. */
export const seriesColorCount = 8;

/** The colour of the k-th thing of several, from 0; they repeat after the eighth. */
export function seriesColor(colors: ChartColors, k: number): string {
  return colors[`series${(k % seriesColorCount) + 1}` as 'series1'];
}

/** Colours as the element's theme has them now. A canvas cannot read variables, so the browser resolves them on a probe. */
export function readColors(element: HTMLElement): ChartColors {
  const probe = document.createElement('span');
  probe.style.transition = 'none';
  element.append(probe);
  const resolve = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colors = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, resolve(token)])) as Record<
    keyof typeof tokens,
    string
  >;
  const font = getComputedStyle(probe).fontFamily;
  probe.remove();
  return { ...colors, font };
}

/** The same colour, seen through: `rgb(…)` with an opacity from 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  const parts = color.match(/[\d.]+/g) ?? ['0', '0', '0'];
  return `rgba(${parts.slice(0, 3).join(', ')}, ${opacity})`;
}

/** Calls back whenever the theme changes, by toggle or by system. Returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}
