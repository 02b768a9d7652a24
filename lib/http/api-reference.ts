/** A JSON Schema as our own OpenAPI document has it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

export interface ApiParameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string | undefined;
  schema: Schema;
}

/** A body by its media type. */
export interface ApiBody {
  type: string;
  schema: Schema;
}

export interface ApiAnswer {
  status: string;
  description: string;
  bodies: ApiBody[];
}

export interface ApiOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | undefined;
  tag: string;
  /** Whether it answers without credentials. */
  open: boolean;
  parameters: ApiParameter[];
  bodies: ApiBody[];
  answers: ApiAnswer[];
}

export interface ApiReference {
  version: string;
  operations: ApiOperation[];
  schemas: Record<string, Schema>;
}

interface RawAnswer {
  $ref?: string;
  description?: string;
  content?: Record<string, { schema: Schema }>;
}

interface RawOperation {
  operationId: string;
  summary: string;
  description?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: ApiParameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, RawAnswer>;
}

interface RawDocument {
  info: { version: string };
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, RawAnswer> };
}

/** What a reference page shows of an OpenAPI document that `openApi` has made. */
export function apiReference(document: Record<string, unknown>): ApiReference {
  const { info, paths, components } = document as unknown as RawDocument;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): ApiOperation => {
      const answers = Object.entries(raw.responses).map(([status, answer]) => {
        const { description = '', content } = answer.$ref ? (components.responses[nameOf(answer.$ref)] ?? {}) : answer;
        return { status, description, bodies: bodiesOf(content) };
      });
      return {
        id: raw.operationId,
        method: method.toUpperCase(),
        path,
        summary: raw.summary,
        description: raw.description,
        tag: raw.tags?.[0] ?? 'other',
        open: raw.security?.length === 0,
        parameters: raw.parameters ?? [],
        bodies: bodiesOf(raw.requestBody?.content),
        answers,
      };
    }),
  );
  return { version: info.version, operations, schemas: components.schemas };
}

function bodiesOf(content: Record<string, { schema: Schema }> | undefined): ApiBody[] {
  return Object.entries(content ?? {}).map(([type, { schema }]) => ({ type, schema }));
}

/** The last part of a reference, which names what it refers to. */
export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}

/** Operations by tag, both in the order of the document. */
export function byTag<Operation extends { tag: string }>(operations: Operation[]): [tag: string, operations: Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) groups.set(operation.tag, [...(groups.get(operation.tag) ?? []), operation]);
  return [...groups];
}
