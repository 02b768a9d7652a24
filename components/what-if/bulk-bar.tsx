'use client';

import { RotateCcw, X } from 'lucide-react';
import { count } from '../format';
import { Button } from '../ui/button';
import type { Template } from './edit-model';
import type { GridColumn } from './grid-columns';
import { PlanCell } from './plan-cell';

/** Tells all selected periods at once. */
export function BulkBar({
  columns,
  cells,
  selected,
  frequency,
  onSet,
  onReset,
  onClear,
}: {
  columns: GridColumn[];
  cells: (Template | undefined)[][];
  selected: ReadonlySet<number>;
  frequency: string;
  onSet: (column: GridColumn, indexes: ReadonlySet<number>, make: (planned: number | null) => Template | undefined) => void;
  onReset: (indexes: ReadonlySet<number>) => void;
  onClear: () => void;
}) {
  if (selected.size === 0) {
    return <p className="border-b px-4 py-2 text-xs text-muted">Select dates, with Shift for a range, to change them together.</p>;
  }
  const indexes = [...selected];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is.
    <div
      role="group"
      aria-label="Selected dates"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-accent-soft px-4 py-2 text-sm"
    >
      <span className="font-medium text-accent-ink">{count(selected.size, frequency)} selected</span>
      {columns.map((column, place) => {
        const values = indexes.map((index) => cells[place]?.[index]);
        const isOne = values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
        return (
          <span key={column.id} className="inline-flex items-center gap-1.5 text-xs">
            {column.label}
            <PlanCell
              column={column}
              template={isOne ? values[0] : undefined}
              planned={isOne ? (column.planned[indexes[0] ?? 0] ?? null) : null}
              when="selected dates"
              onChange={(template) => {
                const told = template === undefined ? (column.kind === 'flag' ? 0 : undefined) : column.read(template);
                onSet(column, selected, (planned) => column.make(told, planned));
              }}
            />
          </span>
        );
      })}
      <span className="ml-auto flex gap-1">
        <Button size="sm" variant="ghost" onClick={() => onReset(selected)}>
          <RotateCcw aria-hidden />
          As planned
        </Button>
        <Button size="sm" variant="ghost" onClick={onClear}>
          <X aria-hidden />
          Clear selection
        </Button>
      </span>
    </div>
  );
}
