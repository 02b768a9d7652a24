/** Names that the files of a dataset, or its panels, use themselves. */
export const reservedNames: readonly string[] = ['date', 'y', 'series', 'ds', 'total'];

const longest = 63;

/**
 * A source's column name as datasets have names: lower-case ASCII letters, digits and underscores, a letter first. Accents fall away;
 * a name of which nothing is left is `column_<position>`.
 * @param position of the column, from 1
 */
export function columnName(column: string, position: number): string {
  const plain = column
    .replaceAll('ß', 'ss')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, longest)
    .replace(/_+$/, '');
  if (plain === '') return `column_${position}`;
  if (!/^[a-z]/.test(plain)) return `column_${plain}`.slice(0, longest);
  return plain;
}

/** Names for all columns of a source, each once and none reserved. */
export function columnNames(columns: readonly string[]): string[] {
  const taken = new Set<string>(reservedNames);
  return columns.map((column, i) => {
    const plain = columnName(column, i + 1);
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain.slice(0, longest - 1 - String(n).length)}_${n}`;
    taken.add(name);
    return name;
  });
}
