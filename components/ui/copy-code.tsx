'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { Button } from './button';

/** Code to be copied. `<this server>` stands for the address that the page was read from. */
export function CopyCode({ label, code }: { label: string; code: string }) {
  const [origin, setOrigin] = useState('http://localhost:3000');
  const [copied, setCopied] = useState(false);
  useEffect(() => setOrigin(location.origin), []);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const text = code.replaceAll('<this server>', origin);
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-md border bg-raised p-3 pr-12">
        <pre className="font-mono text-xs leading-5">{text}</pre>
      </section>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Copy ${label}`}
        className="absolute top-1.5 right-1.5 bg-raised"
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => toast.error('The browser does not let this page copy', { description: 'Select the text and copy it by hand.' }),
          )
        }
      >
        {copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      </Button>
    </div>
  );
}
