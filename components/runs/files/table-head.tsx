import { Cell, HeadCell, Table } from '../../tables/table';

/** The first rows of a table, with the type of each column where it has one. */
export function TableHead({
  label,
  columns,
  rows,
  totalRows,
  moreColumns,
}: {
  label: string;
  columns: { name: string; type: string }[];
  rows: unknown[][];
  /** Null where nobody has counted them. */
  totalRows: number | null;
  moreColumns: number;
}) {
  const numeric = columns.map((_, at) => rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === 'number'));
  const shownOf =
    totalRows === null
      ? `The first ${rows.length} rows`
      : totalRows > rows.length
        ? `The first ${rows.length} of ${totalRows.toLocaleString('en-US')} rows`
        : `${totalRows} rows`;
  return (
    <>
      <p className="border-b px-4 py-2 text-xs text-muted">
        {shownOf} · {columns.length + moreColumns} columns{moreColumns > 0 && `, of which ${moreColumns} are left out`}
      </p>
      <div className="max-h-[70dvh] overflow-y-auto">
        <Table label={label}>
          <thead className="sticky top-0">
            <tr>
              {columns.map(({ name, type }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name, and never move.
                <HeadCell key={at} numeric={numeric[at]}>
                  <span className="text-ink">{name}</span>
                  {type && <span className="block font-mono text-2xs font-normal">{type}</span>}
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no names, and never move.
              <tr key={place}>
                {columns.map((_, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                  <Cell key={at} numeric={numeric[at]} className="font-mono text-xs">
                    {written(row[at])}
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}

function written(value: unknown) {
  if (value === null || value === undefined) return <span className="text-faint">null</span>;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
