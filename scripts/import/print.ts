import { type Finding, placeText } from '@/lib/data/import/findings';
import type { ImportPreview, ImportReport } from '@/lib/data/import/report';

const shownExamples = 10;
const signs = { error: '✗', warning: '!', info: '·' } as const;

const number = (value: number) => value.toLocaleString('en-US');

/** How a source is, or would be, read. */
export function detectionText({ detection, dateFormat, frequency, frequencyWhy, weekday }: ImportReport | ImportPreview): string {
  const lines = detection.files.slice(0, 5).map(({ name, format, sizeBytes, encoding, byteOrderMark, delimiter }) => {
    const text =
      format === 'csv'
        ? `, ${encoding}${byteOrderMark ? ' with byte order mark' : ''}, separated by ${shownDelimiter(delimiter)}, decimal sign ${detection.decimal}`
        : '';
    return `file        ${name}: ${format}, ${number(sizeBytes)} bytes${text}`;
  });
  if (detection.files.length > 5) lines.push(`            and ${detection.files.length - 5} more`);
  lines.push(`layout      ${detection.layout === 'wide' ? 'wide: a column a date' : 'long: a row a date'}`);
  if (dateFormat) lines.push(`dates       ${dateFormat.spelling} (${dateFormat.why})`);
  if (dateFormat && dateFormat.alternatives.length > 0)
    lines.push(`            they could also be ${dateFormat.alternatives.join(' or ')}`);
  lines.push(`frequency   ${frequency ?? 'unknown'}${weekday ? `, ${weekday}s` : ''} (${frequencyWhy})`);
  const columns = detection.columns.filter(({ role }) => role !== 'period');
  const periods = detection.columns.length - columns.length;
  const rows = columns.map(({ column, role, name, why }) => [
    JSON.stringify(column),
    role,
    role === 'date' || role === 'target' || role === 'ignored' ? '' : name,
    why,
  ]);
  lines.push('', leftAligned([['column', 'role', 'name here', 'because'], ...rows]));
  if (periods > 0) lines.push(`${periods} columns are dates`);
  return lines.join('\n');
}

function shownDelimiter(delimiter: string | null): string {
  return delimiter === '\t' ? 'tabs' : (delimiter ?? '');
}

function leftAligned(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** What was found, with the first examples of each. */
export function findingsText(findings: Finding[]): string {
  return findings
    .flatMap(({ severity, count, message, examples }) => {
      const [first] = examples;
      if (examples.length === 1 && first) return [`${signs[severity]} ${lineOf(first)}`];
      const head = `${signs[severity]} ${number(count)} × ${message}`;
      const rest = count - Math.min(count, shownExamples);
      const more = examples.length > shownExamples || (rest > 0 && examples.length > 0) ? [`    … ${number(rest)} more`] : [];
      return [head, ...examples.slice(0, shownExamples).map((example) => `    ${lineOf(example)}`), ...more];
    })
    .join('\n');
}

function lineOf(example: Finding['examples'][number]): string {
  const at = placeText(example);
  return `${at}${at ? ': ' : ''}${example.value === null ? '' : `${example.value} `}${example.message}`;
}

/** What was read, what the rules did to it, and what came of it. */
export function reportText({ counts, rules, firstDate, lastDate, currency, currencyWhy }: ImportReport): string {
  const rows: [string, number, string][] = [
    ['rows read', counts.rowsRead, ''],
    ['rows in the version', counts.rowsWritten, `${number(counts.recorded)} with a target`],
    ['series', counts.series, `${firstDate} to ${lastDate}`],
    ['zeros', counts.zeros, 'kept as zeros'],
    ['negative', counts.negatives, `negatives=${rules.negatives}`],
    ['duplicates', counts.duplicatesMerged, `duplicates=${rules.duplicates}`],
    ['gaps', counts.gapsLeft + counts.gapsFilled, `gaps=${rules.gaps}`],
    ['closures', counts.closuresFilled + counts.closuresCleared, `closures=${rules.closures}`],
    [
      'late starts',
      counts.lateSeries,
      `lateStart=${rules.lateStart}${counts.startsFilled > 0 ? `, ${number(counts.startsFilled)} rows added` : ''}`,
    ],
    [
      'early ends',
      counts.earlySeries,
      `earlyEnd=${rules.earlyEnd}${counts.endsFilled > 0 ? `, ${number(counts.endsFilled)} rows added` : ''}`,
    ],
    ['planned rows', counts.planRows, 'covariates after the last target'],
  ];
  const width = Math.max(...rows.map(([, count]) => number(count).length));
  const figures = rows.map(([what, count, note]) => [what, number(count).padStart(width), note]);
  return leftAligned([...figures, ['currency', currency.padStart(width), currencyWhy]]);
}
