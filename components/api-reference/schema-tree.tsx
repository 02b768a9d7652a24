import { nameOf, type Schema } from '@/lib/http/api-reference';
import { boundWords, typeWords } from '@/lib/http/schema-words';

interface SchemaTreeProps {
  schema: Schema;
  schemas: Record<string, Schema>;
  /** Names that lead here: a schema that refers to itself is not opened again. */
  within?: string[];
}

/** The fields of a schema, those of objects within it to be opened. */
export function SchemaTree({ schema, schemas, within = [] }: SchemaTreeProps) {
  const { fields, names } = fieldsOf(schema, schemas);
  const seen = [...within, ...names];
  if (fields.length === 0) return <p className="font-mono text-xs text-muted">{typeWords(schema)}</p>;
  return (
    <ul className="divide-y border-y">
      {fields.map(({ name, schema: field, required }) => {
        const inner = fieldsOf(field, schemas);
        const opens = inner.fields.length > 0 && !inner.names.some((one) => seen.includes(one));
        return (
          <li key={name} className="py-2">
            <FieldLine name={name} schema={field} required={required} />
            {opens && (
              <details className="mt-1">
                <summary className="w-fit cursor-pointer rounded-sm py-0.5 text-xs text-accent-ink">
                  {inner.names.at(-1) ?? `Fields of ${name}`}
                </summary>
                <div className="mt-1.5 ml-1 border-l pl-3">
                  <SchemaTree schema={field} schemas={schemas} within={seen} />
                </div>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A field's or parameter's name, type, bounds and meaning. */
export function FieldLine({
  name,
  schema,
  required,
  description,
}: {
  name: string;
  schema: Schema;
  required: boolean;
  description?: string;
}) {
  const bounds = boundWords(schema);
  const meaning = description ?? schema.description;
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
        <span className="font-mono font-medium text-ink">{name}</span>
        <span className="font-mono wrap-anywhere text-muted">{typeWords(schema)}</span>
        {required && <span className="text-warning">required</span>}
        {bounds.length > 0 && <span className="text-muted">{bounds.join(', ')}</span>}
      </p>
      {meaning && <p className="mt-0.5 text-sm text-muted">{meaning}</p>}
    </div>
  );
}

/** The fields of an object, or of what an array or a choice is made of, and the names of schemas on the way there. */
function fieldsOf(
  schema: Schema,
  schemas: Record<string, Schema>,
): { fields: { name: string; schema: Schema; required: boolean }[]; names: string[] } {
  const names: string[] = [];
  let current: Schema | undefined = schema;
  // A chain of references, arrays and choices between this and an object is short; the bound is for documents that refer in a circle.
  for (let step = 0; current && step < 8; step++) {
    if (current.properties) {
      const required = new Set(current.required);
      const fields = Object.entries(current.properties).map(([name, field]) => ({ name, schema: field, required: required.has(name) }));
      return { fields, names };
    }
    if (current.$ref) {
      const name = nameOf(current.$ref);
      names.push(name);
      current = schemas[name];
    } else {
      const choice = (current.anyOf ?? current.oneOf ?? current.allOf)?.find(({ type }) => type !== 'null');
      current = choice ?? current.items ?? (typeof current.additionalProperties === 'object' ? current.additionalProperties : undefined);
    }
  }
  return { fields: [], names };
}
