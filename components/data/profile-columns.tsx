import type { ColumnFigures } from '@/lib/datasets/profile/schema';
import { figure, percent, words } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge, type Tone } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';

const roles: Record<ColumnFigures['role'], { label: string; tone: Tone }> = {
  date: { label: 'Date', tone: 'neutral' },
  target: { label: 'Target', tone: 'accent' },
  key: { label: 'Key', tone: 'info' },
  attribute: { label: 'Attribute', tone: 'neutral' },
  known: { label: 'Known ahead', tone: 'success' },
  past: { label: 'Known afterwards', tone: 'warning' },
  other: { label: 'Not used', tone: 'neutral' },
};

/** Figures of every column. */
export function ProfileColumns({ columns }: { columns: ColumnFigures[] }) {
  const tables = columns.some(({ table }) => table !== null);
  return (
    <Card aria-labelledby="columns-title" className="overflow-hidden">
      <CardHeader id="columns-title" title="Columns" description="What each holds, and what models may know of it when they forecast" />
      <Table label="Columns" className="min-w-2xl border-t">
        <thead>
          <tr>
            <HeadCell>Column</HeadCell>
            {tables && <HeadCell>Table</HeadCell>}
            <HeadCell>Role</HeadCell>
            <HeadCell numeric>Missing</HeadCell>
            <HeadCell numeric>Values</HeadCell>
            <HeadCell numeric>Least</HeadCell>
            <HeadCell numeric>Mean</HeadCell>
            <HeadCell numeric>Most</HeadCell>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, table, role, rows, missing, min, mean, max, distinct }) => (
            <tr key={`${table ?? ''}/${name}`}>
              <Cell className="font-mono text-xs">{name}</Cell>
              {tables && <Cell className="text-muted">{words(table ?? '')}</Cell>}
              <Cell>
                <Badge tone={roles[role].tone}>{roles[role].label}</Badge>
              </Cell>
              <Cell numeric className={missing > 0 ? '' : 'text-muted'}>
                {missing === 0 ? '0' : percent(missing / rows)}
              </Cell>
              <Cell numeric>{distinct === null ? '–' : `${distinct.toLocaleString('en-US')} texts`}</Cell>
              <Cell numeric>{figure(min)}</Cell>
              <Cell numeric>{figure(mean)}</Cell>
              <Cell numeric>{figure(max)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
