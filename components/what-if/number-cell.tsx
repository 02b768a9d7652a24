'use client';

import { useState } from 'react';
import { Input } from '../ui/input';

/** As few digits as tell the number. */
function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(Math.round(value * 1e6) / 1e6);
}

/** What people type for a number: a percent sign, spaces and a comma for thousands are no matter. Undefined where it is empty, NaN where it is none. */
export function readNumber(text: string): number | undefined {
  const bare = text.replace(/[\s%$,]/g, '').replace(/^[−–]/, '-');
  return bare === '' ? undefined : Number(bare);
}

/** A small number input that tells its owner of each number that may be, at once; what may not be is marked and kept from it. */
export function NumberCell({
  label,
  value,
  onChange,
  allows,
  unit,
  placeholder,
  className = 'w-24',
}: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  allows: (value: number) => boolean;
  unit?: string | undefined;
  placeholder?: string | undefined;
  className?: string;
}) {
  // What is being typed; what holds is shown as soon as the fingers leave.
  const [draft, setDraft] = useState<string>();
  const typed = draft === undefined ? undefined : readNumber(draft);
  const wrong = typed !== undefined && !(Number.isFinite(typed) && allows(typed));
  return (
    <span className={`relative inline-flex items-center ${className}`}>
      <Input
        inputMode="decimal"
        aria-label={label}
        aria-invalid={wrong || undefined}
        title={wrong ? 'This cannot be; the former value stands' : undefined}
        value={draft ?? textOf(value)}
        placeholder={placeholder}
        onBlur={() => setDraft(undefined)}
        onChange={({ target }) => {
          setDraft(target.value);
          const next = readNumber(target.value);
          if (next === undefined || (Number.isFinite(next) && allows(next))) onChange(next);
        }}
        className={unit ? 'pr-11 text-right' : 'text-right'}
      />
      {unit && <span className="pointer-events-none absolute right-2 text-2xs text-muted">{unit}</span>}
    </span>
  );
}
