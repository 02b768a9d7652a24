'use client';

import { Columns3 } from 'lucide-react';
import { Button } from '../ui/button';
import { Menu, MenuCheckboxItem, MenuItem, MenuSeparator } from '../ui/menu';
import type { DataColumn } from './data-column';

/** Which columns of a `DataTable` are shown; its owner keeps `hidden`, in the address or wherever it likes. */
export function ColumnChooser<Row>({
  columns,
  hidden,
  onHidden,
  initial = [],
}: {
  columns: DataColumn<Row>[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
  /** What is hidden at first, for the way back. */
  initial?: readonly string[];
}) {
  const choices = columns.filter((column) => !column.fixed);
  const changed = hidden.length !== initial.length || hidden.some((id) => !initial.includes(id));
  return (
    <Menu
      trigger={
        <Button size="sm">
          <Columns3 aria-hidden />
          Columns
        </Button>
      }
    >
      {choices.map((column) => (
        <MenuCheckboxItem
          key={column.id}
          checked={!hidden.includes(column.id)}
          onCheckedChange={(shown) => onHidden(shown ? hidden.filter((id) => id !== column.id) : [...hidden, column.id])}
        >
          {column.header}
        </MenuCheckboxItem>
      ))}
      <MenuSeparator />
      <MenuItem disabled={!changed} onSelect={() => onHidden([...initial])}>
        As at first
      </MenuItem>
    </Menu>
  );
}
