import clsx from 'clsx';
import { Search } from 'lucide-react';
import { Input } from './input';

/** A field that narrows what is below it. */
export function SearchInput({
  label,
  placeholder = label,
  value,
  onChange,
  maxLength,
  className = 'w-full sm:w-60',
}: {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  maxLength?: number;
  /** How wide it is. */
  className?: string;
}) {
  return (
    <span className={clsx('relative block', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
        className="pl-8"
      />
    </span>
  );
}
