import Link from 'next/link';
import type { ApiBody, ApiOperation, Schema } from '@/lib/http/api-reference';
import { exampleOf } from '@/lib/http/schema-words';
import { words } from '../format';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';
import { CopyCode } from '../ui/copy-code';
import { PageHeader } from '../ui/page-header';
import { curlOf } from './curl';
import { Method } from './method';
import { FieldLine, SchemaTree } from './schema-tree';
import { TryIt } from './try-it';

type Schemas = Record<string, Schema>;

/** One operation: what it takes, what it answers, and how to call it. */
export function OperationView({ operation, schemas }: { operation: ApiOperation; schemas: Schemas }) {
  const { method, path, summary, description, parameters, bodies, answers, open, tag } = operation;
  const [good, failed] = [answers.filter(({ status }) => Number(status) < 400), answers.filter(({ status }) => Number(status) >= 400)];
  return (
    <article className="flex min-w-0 flex-col gap-5">
      <PageHeader
        eyebrow={
          <>
            <Link href="/docs" className="rounded-sm hover:text-ink">
              API reference
            </Link>{' '}
            · {words(tag)}
          </>
        }
        title={summary}
        description={description}
      />
      <p className="flex flex-wrap items-center gap-2.5">
        <Method method={method} />
        <code className="font-mono text-sm wrap-anywhere">{path}</code>
        {open && <Badge>No credentials needed</Badge>}
      </p>
      <CopyCode label="the call as curl" code={curlOf(operation, schemas)} />
      {parameters.length > 0 && (
        <Card aria-labelledby="parameters">
          <CardHeader id="parameters" title="Parameters" />
          <ul className="divide-y border-t px-4">
            {parameters.map((parameter) => (
              <li key={parameter.name} className="py-2">
                <FieldLine
                  name={parameter.name}
                  schema={parameter.schema}
                  required={parameter.required}
                  description={parameter.description}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {method === 'GET' && (
        <TryIt path={path} parameters={parameters.map(({ name, in: place, required }) => ({ name, place, required }))} />
      )}
      {bodies.map((body) => (
        <Body key={body.type} title="Body" body={body} schemas={schemas} />
      ))}
      {good.map(({ status, description: meaning, bodies: answered }) =>
        answered.length === 0 ? (
          <Card key={status}>
            <CardHeader title={`${status} · no content`} description={meaning} />
          </Card>
        ) : (
          answered.map((body) => <Body key={`${status} ${body.type}`} title={`${status} · answer`} body={body} schemas={schemas} />)
        ),
      )}
      <Card aria-labelledby="failures">
        <CardHeader
          id="failures"
          title="Failures"
          description="Problem documents (RFC 9457) whose errors name the field and what would be right."
        />
        <ul className="flex flex-wrap gap-2 px-4 pb-4">
          {failed.map(({ status }) => (
            <li key={status}>
              <Badge>{status}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    </article>
  );
}

function Body({ title, body, schemas }: { title: string; body: ApiBody; schemas: Schemas }) {
  const json = body.type.includes('json');
  return (
    <Card aria-label={`${title}: ${body.type}`}>
      <CardHeader title={title} description={<code className="font-mono">{body.type}</code>} />
      <div className="flex flex-col gap-3 px-4 pb-4">
        <SchemaTree schema={body.schema} schemas={schemas} />
        {json && (
          <details>
            <summary className="w-fit cursor-pointer rounded-sm py-0.5 text-xs text-accent-ink">Example</summary>
            <div className="mt-2">
              <CopyCode label={`example of ${title}`} code={JSON.stringify(exampleOf(body.schema, schemas), null, 2)} />
            </div>
          </details>
        )}
      </div>
    </Card>
  );
}
