'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardHeader } from '../ui/card';
import { Input } from '../ui/input';
import { ScrollRegion } from '../ui/scroll-region';

interface TriedParameter {
  name: string;
  place: 'path' | 'query';
  required: boolean;
}

/** What is shown of an answer at most; a whole export would freeze the page. */
const shownCharacters = 20_000;

/** Asks this very server, as whoever is logged in. Only for what changes nothing. */
export function TryIt({ path, parameters }: { path: string; parameters: TriedParameter[] }) {
  const id = useId();
  const ask = useMutation({ mutationFn: send });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const query = new URLSearchParams();
    let address = path;
    for (const { name, place } of parameters) {
      const value = String(given.get(name) ?? '');
      if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value));
      else if (value !== '') query.set(name, value);
    }
    ask.mutate(query.size > 0 ? `${address}?${query}` : address);
  }
  return (
    <Card aria-labelledby={`${id}-title`}>
      <CardHeader id={`${id}-title`} title="Try it" description="Asks this server and changes nothing." />
      <form onSubmit={submit} className="flex flex-col gap-3 px-4 pb-4">
        {parameters.length > 0 && (
          <div className="grid gap-3 sm:grid-cols-2">
            {parameters.map(({ name, required }) => (
              <label key={name} htmlFor={`${id}-${name}`} className="flex min-w-0 flex-col gap-1 text-sm">
                <span className="font-mono text-xs">
                  {name}
                  {required && <span className="font-sans text-warning"> required</span>}
                </span>
                <Input id={`${id}-${name}`} name={name} required={required} autoComplete="off" />
              </label>
            ))}
          </div>
        )}
        <div>
          <Button type="submit" variant="primary" pending={ask.isPending}>
            Send
          </Button>
        </div>
        <div role="status">
          {ask.isError && (
            <Callout tone="danger" title="The server cannot be reached">
              Check that it is running, then send again.
            </Callout>
          )}
          {ask.data && <Answered {...ask.data} />}
        </div>
      </form>
    </Card>
  );
}

interface Answer {
  address: string;
  status: number;
  milliseconds: number;
  type: string;
  text: string;
}

async function send(address: string): Promise<Answer> {
  const began = performance.now();
  // A stream never ends by itself; what has come within some seconds is enough to see what it is.
  const timeout = AbortSignal.timeout(5000);
  const response = await fetch(address, { signal: timeout });
  const type = response.headers.get('content-type') ?? '';
  const text = await readBeginning(response);
  return {
    address,
    status: response.status,
    milliseconds: performance.now() - began,
    type,
    text: type.includes('json') ? pretty(text) : text,
  };
}

async function readBeginning(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    while (reader && text.length <= shownCharacters * 10) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += value;
    }
    await reader?.cancel();
  } catch (error) {
    if (text === '') throw error;
  }
  return text;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut short, it is no JSON any more, and is shown as it came.
    return text;
  }
}

function Answered({ address, status, milliseconds, type, text }: Answer) {
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        <Badge tone={status < 400 ? 'success' : 'danger'}>{status}</Badge>
        <span className="tabular">{Math.round(milliseconds)} ms</span>
        <span>{type}</span>
        <code className="font-mono wrap-anywhere">{address}</code>
      </p>
      <ScrollRegion label="Answer" className="max-h-96 rounded-md border bg-raised p-3">
        <pre className="font-mono text-xs leading-5">{text.slice(0, shownCharacters)}</pre>
      </ScrollRegion>
      {text.length > shownCharacters && <p className="text-xs text-muted">The rest is not shown.</p>}
    </div>
  );
}
