import { z } from 'zod';
import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';
import { words } from '../format';

export type ParameterName = keyof PipelineParameters;

interface FieldBase {
  name: ParameterName;
  label: string;
  /** The schema's own description. */
  hint: string;
}

/** How one parameter is asked for. */
export type ParameterField = FieldBase &
  (
    | { kind: 'choice'; options: string[] }
    | { kind: 'choices'; options: string[] }
    | { kind: 'number'; min?: number; max?: number; optional: boolean }
    | { kind: 'date' }
    | { kind: 'flag' }
    | { kind: 'text' }
  );

interface Property {
  type?: string;
  enum?: string[];
  format?: string;
  minimum?: number;
  maximum?: number;
  description?: string;
  default?: unknown;
  items?: { enum?: string[] };
}

function fieldOf(name: ParameterName, property: Property): ParameterField {
  const base = { name, label: words(name), hint: property.description ?? '' };
  if (property.enum) return { ...base, kind: 'choice', options: property.enum };
  if (property.type === 'array') return { ...base, kind: 'choices', options: property.items?.enum ?? [] };
  if (property.type === 'boolean') return { ...base, kind: 'flag' };
  if (property.type === 'integer' || property.type === 'number') {
    // Safe-integer bounds are JSON Schema's way to say: none.
    const max = property.maximum === Number.MAX_SAFE_INTEGER ? undefined : property.maximum;
    return { ...base, kind: 'number', min: property.minimum, max, optional: property.default === undefined };
  }
  return { ...base, kind: property.format === 'date' ? 'date' : 'text' };
}

/** The form of a run, read off the schema that the server checks with: names, descriptions, choices, bounds. */
export function parameterFields(): ParameterField[] {
  const { properties } = z.toJSONSchema(pipelineParameters, { io: 'input' }) as { properties: Record<ParameterName, Property> };
  return (Object.entries(properties) as [ParameterName, Property][]).map(([name, property]) => fieldOf(name, property));
}

/** What people change often, in the order in which it is asked for; everything else stands behind "More settings". */
export const commonParameters: ParameterName[] = [
  'level',
  'frequency',
  'dataStartDate',
  'dataEndDate',
  'horizon',
  'maxFilesToProcess',
  'models',
];
