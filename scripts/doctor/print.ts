export interface Finding {
  subject: string;
  state: 'ok' | 'warning' | 'missing';
  /** The first line says what was found, further ones the details. */
  lines: string[];
  remedy?: string;
  booster?: boolean;
}

const marks = { ok: 'ok     ', warning: 'warning', missing: 'missing' };

export function printFinding({ subject, state, lines, remedy }: Finding): void {
  const [first = '', ...rest] = lines;
  console.log(`${marks[state]}  ${subject.padEnd(12)} ${first}`);
  const indent = ' '.repeat(22);
  for (const line of rest) console.log(`${indent}${line}`);
  if (remedy) console.log(`${indent}-> ${remedy}`);
}
