'use client';

import { Check, Copy, ListFilter, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import { HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { SearchInput } from '../ui/search-input';
import { copyText } from './copy-text';

/** What a run was told, searched by name or value, and copied one by one or as JSON. */
export function RunParams({ params }: { params: Record<string, string> }) {
  const [query, setQuery] = useState('');
  const entries = useMemo(() => Object.entries(params), [params]);
  const wanted = query.trim().toLowerCase();
  const shown = entries.filter(([key, value]) => key.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted));
  return (
    <Card aria-labelledby="params">
      <CardHeader
        id="params"
        title="Parameters"
        description={wanted ? `${shown.length} of ${entries.length}` : `${entries.length} logged`}
        actions={
          entries.length > 0 && (
            <>
              <SearchInput label="Search parameters" value={query} onChange={setQuery} />
              <Button onClick={() => void copyText(JSON.stringify(params, null, 2), 'All parameters as JSON')}>
                <Copy aria-hidden />
                Copy JSON
              </Button>
            </>
          )
        }
      />
      {entries.length === 0 ? (
        <Message icon={SlidersHorizontal} title="No parameters">
          This run logged none. A client logs them with <code className="font-mono">log_param</code>.
        </Message>
      ) : shown.length === 0 ? (
        <Message icon={ListFilter} title="No such parameter" actions={<Button onClick={() => setQuery('')}>Show all</Button>}>
          No name or value holds “{query}”.
        </Message>
      ) : (
        <Table label="Parameters" className="border-t">
          <thead>
            <tr>
              <HeadCell className="w-1/3">Name</HeadCell>
              <HeadCell>Value</HeadCell>
              <HeadCell className="w-12">
                <span className="sr-only">Copy</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {shown.map(([key, value]) => (
              <ParamRow key={key} name={key} value={value} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function ParamRow({ name, value }: { name: string; value: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <tr className="group">
      <th scope="row" className="border-b px-3 py-1.5 pl-4 text-left align-top font-mono text-xs font-normal wrap-anywhere text-muted">
        {name}
      </th>
      <td className="border-b px-3 py-1.5 align-top font-mono text-xs wrap-anywhere whitespace-pre-wrap">{value}</td>
      <td className="border-b pr-3 text-right align-top">
        <button
          type="button"
          aria-label={`Copy ${name}`}
          onClick={() => {
            void copyText(value, name);
            setCopied(true);
            setTimeout(() => setCopied(false), 1500);
          }}
          className="my-0.5 inline-grid size-6 place-items-center rounded-sm text-faint transition-colors hover:bg-hover hover:text-ink"
        >
          {copied ? <Check aria-hidden className="size-3.5 text-success" /> : <Copy aria-hidden className="size-3.5" />}
        </button>
      </td>
    </tr>
  );
}
