import { type ChartColors, colorNames } from '../charts/colors';

type Name = (typeof colorNames)[number];

/** The page's tokens as the report has them, light and dark; a test compares them with app/globals.css. */
export const reportColors: Record<Name, readonly [light: string, dark: string]> = {
  ink: ['#17181c', '#ededf0'],
  muted: ['#5b5d68', '#a3a6b1'],
  faint: ['#686a75', '#8b8e9a'],
  line: ['#e5e5ea', '#24262b'],
  lineStrong: ['#cfcfd6', '#363840'],
  surface: ['#ffffff', '#111215'],
  raised: ['#f4f4f6', '#1a1b1f'],
  overlay: ['#ffffff', '#17181c'],
  history: ['#3f414c', '#c6c8d1'],
  forecast: ['#5150cf', '#8583f5'],
  lastYear: ['#a8aab4', '#5b5e69'],
  promotion: ['#b4690e', '#f5b14c'],
  closure: ['#bb2630', '#ff8b8f'],
  holiday: ['#167447', '#4cc38a'],
  low: ['#0b62b8', '#70b8ff'],
  high: ['#bb2630', '#ff8b8f'],
  series1: ['#5150cf', '#8583f5'],
  series2: ['#b4690e', '#f5b14c'],
  series3: ['#0b8273', '#3dc5b0'],
  series4: ['#c2357a', '#f27fb2'],
  series5: ['#1f74b8', '#6bb5f5'],
  series6: ['#6b7515', '#b9c34a'],
  series7: ['#7d4c2b', '#c99f7d'],
  series8: ['#6b6d78', '#a3a6b1'],
};

/** Variables of one theme, as CSS. */
export function colorRules(theme: 'light' | 'dark'): string {
  return colorNames.map((name) => `--${name}:${reportColors[name][theme === 'light' ? 0 : 1]}`).join(';');
}

const mark = 253;

/**
 * Colours that stand for variables while a chart is drawn on the server, where there is no theme: each has a red and green that no
 * colour of ours has, and its place as blue. `themed` puts the variables in.
 */
export const placeholderColors: ChartColors = {
  ...(Object.fromEntries(colorNames.map((name, at) => [name, `rgb(${mark}, 1, ${at})`])) as Record<Name, string>),
  font: 'system-ui, sans-serif',
};

/** A picture whose placeholders are the variables of the report's theme. */
export function themed(svg: string): string {
  const variable = (at: number) => {
    const name = colorNames[at];
    if (!name) throw new Error(`No colour has the place ${at}.`);
    return `var(--${name})`;
  };
  return svg
    .replace(new RegExp(`rgba?\\(${mark}, ?1, ?(\\d+)(?:, ?1)?\\)`, 'g'), (_, at: string) => variable(Number(at)))
    .replace(new RegExp(`#${mark.toString(16)}01([0-9a-f]{2})`, 'gi'), (_, at: string) => variable(Number.parseInt(at, 16)));
}
