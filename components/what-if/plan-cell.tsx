'use client';

import { Checkbox } from '../ui/checkbox';
import type { Template } from './edit-model';
import type { GridColumn } from './grid-columns';
import { NumberCell } from './number-cell';

const plannedFormat = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** One control of the grid, for one period or for several told together. */
export function PlanCell({
  column,
  template,
  planned,
  when,
  onChange,
}: {
  column: GridColumn;
  template: Template | undefined;
  planned: number | null;
  /** The period in words, for the control's name. */
  when: string;
  onChange: (template: Template | undefined) => void;
}) {
  const value = template && column.read(template);
  const label = `${column.label}, ${when}`;
  if (column.kind === 'flag') {
    return (
      // A target of 24 px and more around the box.
      // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside carries its own name.
      <label className="inline-grid size-8 cursor-pointer place-items-center">
        <Checkbox
          aria-label={label}
          checked={(value ?? planned ?? 0) === 1}
          onCheckedChange={(checked) => onChange(column.make(checked === true ? 1 : 0, planned))}
        />
      </label>
    );
  }
  return (
    <NumberCell
      label={label}
      value={value}
      unit={column.unit}
      allows={column.allows}
      placeholder={column.kind === 'number' && planned !== null ? plannedFormat.format(planned) : undefined}
      onChange={(next) => onChange(column.make(next, planned))}
    />
  );
}
