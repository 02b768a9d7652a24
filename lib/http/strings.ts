import { z } from 'zod';

/** How one field of an object schema is written as text. */
export interface TextField {
  name: string;
  kind: 'string' | 'number' | 'boolean' | 'array';
  /** Kind of an array's elements. */
  element: 'string' | 'number' | 'boolean';
  description: string;
  /** Value when the field is not given; undefined where there is none. */
  default: unknown;
  /** Every allowed value, where they are a closed list. */
  options: string[] | undefined;
}

interface Property {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  anyOf?: Property[];
  items?: Property;
}

function kindOf(property: Property): TextField['kind'] {
  const type = property.type ?? property.anyOf?.find((branch) => branch.type !== 'null')?.type;
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' || type === 'array' ? type : 'string';
}

const known = new WeakMap<z.ZodType, TextField[]>();

/** The fields of an object schema, for whoever must read them from text: query strings and command lines. */
export function textFields(schema: z.ZodType): TextField[] {
  let fields = known.get(schema);
  if (fields) return fields;
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, Property> };
  fields = Object.entries(json.properties ?? {}).map(([name, property]) => {
    const kind = kindOf(property);
    const element = property.items ? kindOf(property.items) : 'string';
    const choices = property.enum ?? property.items?.enum;
    return {
      name,
      kind,
      element: element === 'array' ? 'string' : element,
      description: property.description ?? '',
      default: property.default,
      options: choices?.map(String),
    };
  });
  known.set(schema, fields);
  return fields;
}

/** Text as the kind says; text that is none stays text, and the schema then says what it wanted. */
function scalar(kind: TextField['element'], text: string): unknown {
  if (kind === 'number' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === '1')) return true;
  if (kind === 'boolean' && (text === 'false' || text === '0')) return false;
  return text;
}

/** The value of one field from its texts: an array's may be repeated or separated by commas. */
export function fromText(field: TextField, texts: string[]): unknown {
  if (field.kind !== 'array') return scalar(field.kind, texts[0] ?? '');
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => scalar(field.element, text));
}
