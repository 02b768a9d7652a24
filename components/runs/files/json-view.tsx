'use client';

import clsx from 'clsx';
import { ChevronRight, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { ScrollRegion } from '../../ui/scroll-region';
import { copyText } from '../copy-text';

const atOnce = 100;

/** JSON whose objects and lists open in place. */
export function JsonView({ value }: { value: unknown }) {
  return (
    <ScrollRegion label="JSON" className="relative max-h-[70dvh] px-3 py-3 font-mono text-xs leading-6">
      <Button
        size="sm"
        className="absolute top-2.5 right-3 font-sans"
        onClick={() => void copyText(JSON.stringify(value, null, 2), 'The JSON')}
      >
        <Copy aria-hidden />
        Copy
      </Button>
      <JsonNode value={value} depth={0} />
    </ScrollRegion>
  );
}

function JsonNode({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const nested = typeof value === 'object' && value !== null;
  const entries = nested ? (Array.isArray(value) ? value.map((item, at) => [String(at), item] as const) : Object.entries(value)) : [];
  const [open, setOpen] = useState(depth === 0 || (depth === 1 && entries.length <= 8));
  const [shown, setShown] = useState(atOnce);
  const label = name !== undefined && <span className="text-accent-ink">{name}</span>;
  if (!nested) {
    return (
      <div className="pl-6 wrap-anywhere">
        {label}
        {label && <span className="text-faint">: </span>}
        <Scalar value={value} />
      </div>
    );
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-left hover:bg-hover"
      >
        <ChevronRight aria-hidden className={clsx('size-3.5 shrink-0 text-faint transition-transform', open && 'rotate-90')} />
        {label}
        <span className="text-muted">
          {Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}
          {!open && <span className="ml-1.5 text-faint">{hint(value)}</span>}
        </span>
      </button>
      {open && (
        <div className="ml-2.5 border-l pl-2">
          {entries.slice(0, shown).map(([key, item]) => (
            <JsonNode key={key} name={key} value={item} depth={depth + 1} />
          ))}
          {entries.length > shown && (
            <Button size="sm" variant="ghost" className="font-sans" onClick={() => setShown(shown + 10 * atOnce)}>
              {(entries.length - shown).toLocaleString('en-US')} more
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Scalar({ value }: { value: unknown }) {
  if (typeof value === 'string') return <span className="text-success">“{value}”</span>;
  if (typeof value === 'number') return <span className="text-info tabular">{String(value)}</span>;
  return <span className="text-warning">{String(value)}</span>;
}

/** The beginning of what is folded away. */
function hint(value: object): string {
  const text = JSON.stringify(Array.isArray(value) ? value.slice(0, 6) : Object.keys(value).slice(0, 6));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
