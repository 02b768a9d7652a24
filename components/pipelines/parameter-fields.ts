import { z } from 'zod';
import { canonicalLevel, type datasetStructure, describeStructure, salesStructure } from '@/lib/datasets/structure';
import { defaultHorizon, type PipelineParameters, requestedParameters, sampleDataset } from '@/lib/pipeline/parameters';
import { day, words } from '../format';

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
    | { kind: 'choice'; options: string[] /** Shown where nothing was chosen. */; fallback?: string }
    | { kind: 'choices'; options: string[] }
    | { kind: 'number'; min?: number; max?: number; optional: boolean /** What an empty field means. */; placeholder?: string }
    | { kind: 'date' /** The first and the last day that the dataset has. */; first?: string; last?: string }
    | { kind: 'flag' }
    | { kind: 'text'; suggestions?: string[] }
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
    const optional = property.default === undefined;
    return { ...base, kind: 'number', min: property.minimum, max, optional, ...(optional && { placeholder: 'All' }) };
  }
  return { ...base, kind: property.format === 'date' ? 'date' : 'text' };
}

/** The form of a run, read off the schema that the server checks with: names, descriptions, choices, bounds. */
export function parameterFields(): ParameterField[] {
  const { properties } = z.toJSONSchema(requestedParameters, { io: 'input' }) as { properties: Record<ParameterName, Property> };
  return (Object.entries(properties) as [ParameterName, Property][]).map(([name, property]) => fieldOf(name, property));
}

/** What the form needs to know of a dataset; as `GET /api/v1/datasets` answers. */
export interface KnownDataset {
  name: string;
  structure: z.infer<typeof datasetStructure> | null;
  version?: { firstDate: string; lastDate: string } | null;
}

/** The structure of the dataset that was chosen; the sample retailer's is known before it is made. */
export function structureIn(datasets: KnownDataset[], name: string | undefined): KnownDataset['structure'] {
  const found = datasets.find((dataset) => dataset.name === name)?.structure;
  return found ?? (name === sampleDataset ? describeStructure(salesStructure, true) : null);
}

/** The fields as the chosen dataset has them: its levels, its frequencies, and the horizon that goes with the frequency. */
export function fitToDataset(
  fields: ParameterField[],
  datasets: KnownDataset[],
  chosen: { dataset?: string; level?: string; frequency?: keyof typeof defaultHorizon },
): ParameterField[] {
  const structure = structureIn(datasets, chosen.dataset);
  const days = datasets.find(({ name }) => name === chosen.dataset)?.version;
  return fields.map((field) => {
    if (field.name === 'dataset' && field.kind === 'text') return { ...field, suggestions: datasets.map(({ name }) => name) };
    if (field.kind === 'date' && days) {
      const { firstDate: first, lastDate: last } = days;
      return { ...field, first, last, hint: `${field.hint}; the data have ${day(first)} to ${day(last)}` };
    }
    if (!structure) return field;
    if (field.name === 'level') {
      const own = chosen.level !== undefined && canonicalLevel(structure, chosen.level) !== undefined ? [chosen.level] : [];
      return { ...field, kind: 'choice', options: [...new Set([...structure.levels, ...own])], fallback: structure.defaultLevel };
    }
    if (field.name === 'frequency') return { ...field, kind: 'choice', options: structure.frequencies, fallback: structure.frequency };
    if (field.name === 'horizon' && field.kind === 'number')
      return { ...field, placeholder: String(defaultHorizon[chosen.frequency ?? structure.frequency]) };
    return field;
  });
}
