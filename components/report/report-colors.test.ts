import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { colorNames, colorVariable } from '../charts/colors';
import { placeholderColors, reportColors, themed } from './report-colors';

it("has the pages' own colours", () => {
  const css = readFileSync('app/globals.css', 'utf8');
  for (const name of colorNames) {
    const [light, dark] = reportColors[name];
    expect(css).toContain(`${colorVariable(name)}: light-dark(${light}, ${dark});`);
  }
});

it('puts variables where placeholders were, whichever way they are written', () => {
  expect(themed(`fill="${placeholderColors.ink}" stroke="rgb(253,1,1)" x="#fd0102" y="rgba(253, 1, 3, 1)" z="#fdfdfd"`)).toBe(
    'fill="var(--ink)" stroke="var(--muted)" x="var(--faint)" y="var(--line)" z="#fdfdfd"',
  );
});
