import { nameOf, type Schema } from './api-reference';

/** A schema's type in few words: `string (date)`, `array of Run`, `number or null`. */
export function typeWords(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeWords))].join(' or ');
  if (schema.allOf) return schema.allOf.map(typeWords).join(' and ');
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.type === 'array') return schema.items ? `array of ${typeWords(schema.items)}` : 'array';
  if (schema.type === 'object' && !schema.properties && typeof schema.additionalProperties === 'object')
    return `object of ${typeWords(schema.additionalProperties)}`;
  const type = schema.type ?? 'any';
  return schema.format ? `${type} (${schema.format})` : type;
}

/** What a value must keep to beside its type: `1 to 1000`, `at most 200 characters`, `default 100`. */
export function boundWords(schema: Schema): string[] {
  const words: string[] = [];
  // The largest safe integers are the type's own bounds and tell nothing.
  const minimum = schema.minimum !== undefined && Math.abs(schema.minimum) < Number.MAX_SAFE_INTEGER ? schema.minimum : undefined;
  const maximum = schema.maximum !== undefined && Math.abs(schema.maximum) < Number.MAX_SAFE_INTEGER ? schema.maximum : undefined;
  if (minimum !== undefined && maximum !== undefined) words.push(`${minimum} to ${maximum}`);
  else if (minimum !== undefined) words.push(`at least ${minimum}`);
  else if (maximum !== undefined) words.push(`at most ${maximum}`);
  if (schema.maxLength !== undefined) words.push(`at most ${schema.maxLength} characters`);
  if (schema.minItems) words.push(`at least ${schema.minItems} items`);
  if (schema.maxItems !== undefined) words.push(`at most ${schema.maxItems} items`);
  if (schema.default !== undefined) words.push(`default ${JSON.stringify(schema.default)}`);
  return words;
}

/** Deeper than this, an example tells no more. */
const deepest = 6;

/** A value that a schema would take: what it gives as example or default, else the plainest there is. */
export function exampleOf(schema: Schema, schemas: Record<string, Schema>, depth = 0): unknown {
  if (schema.examples?.length) return schema.examples[0];
  // An object that may be left out shows more by its fields.
  if (schema.default !== undefined && !schema.properties) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (depth > deepest) return null;
  const next = (one: Schema) => exampleOf(one, schemas, depth + 1);
  if (schema.$ref) return next(schemas[nameOf(schema.$ref)] ?? {});
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null') ?? schema.allOf?.[0];
  if (choice) return next(choice);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      if (!schema.properties) return typeof schema.additionalProperties === 'object' ? { key: next(schema.additionalProperties) } : {};
      return Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, next(property)]));
    case 'array':
      return schema.items ? [next(schema.items)] : [];
    case 'string':
      return exampleText(schema.format);
    case 'integer':
    case 'number':
      return Math.max(0, schema.minimum ?? 0);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

function exampleText(format: string | undefined): string {
  if (format === 'date') return '2026-11-23';
  if (format === 'date-time') return '2026-11-23T06:00:00.000Z';
  if (format === 'uuid') return '3f0c1d8e-5b7a-4c55-9a51-0d6f1f2b7c11';
  return 'text';
}
