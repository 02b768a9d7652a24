import { z } from 'zod';
import { frequenciesFrom } from '@/lib/data/period-clock';
import type { PanelFrequency } from '@/lib/features/panel';
import type { Manifest } from './manifest';
import { levelKeys } from './series-id';

/** What a dataset's rows are about: what identifies a series, what follows from that, and how far apart its rows are. */
export interface DatasetStructure {
  frequency: PanelFrequency;
  /** Names of the keys that identify a series, in order. */
  keys: string[];
  /** Static attribute -> the key it follows from. */
  attributes: Record<string, string>;
  /** Covariates that are known ahead and those seen only afterwards. */
  known: string[];
  past: string[];
}

/** The tables of the sample retailer; their covariates are made from its plans. */
export const salesStructure: DatasetStructure = {
  frequency: 'day',
  keys: ['store', 'product'],
  attributes: { category: 'product' },
  known: ['promotion_share', 'discount', 'holiday_promotion', 'flash_promotion', 'price_index', 'closed_share', 'renovation_share'],
  past: ['quantity', 'profit', 'visitors', 'temperature', 'precipitation', 'inventory'],
};

/** The structure of a dataset version. */
export function structureOf({ observations }: Pick<Manifest, 'observations'>): DatasetStructure {
  if (!observations) return salesStructure;
  const { frequency, keys, attributes, known, past } = observations;
  return { frequency, keys, attributes, known, past };
}

/** What clients are told of a structure: also what a run may choose from. */
export const datasetStructure = z.strictObject({
  frequency: z.enum(['day', 'week', 'month']).describe('Of the data themselves'),
  frequencies: z.array(z.enum(['day', 'week', 'month'])).describe('What a run may work by: that of the data, or a coarser one'),
  keys: z.array(z.string()).describe('What identifies a series, in order'),
  attributes: z.record(z.string(), z.string()).describe('Static attribute -> the key it follows from'),
  known: z.array(z.string()).describe('Covariates that are known ahead'),
  past: z.array(z.string()).describe('Covariates that are known only afterwards'),
  levels: z.array(z.string()).describe('Levels a run may model'),
  defaultLevel: z.string().describe('Modelled where a run does not say which'),
});

export function describeStructure(structure: DatasetStructure, isSample: boolean): z.infer<typeof datasetStructure> {
  return {
    ...structure,
    frequencies: frequenciesFrom(structure.frequency),
    levels: levelsOf(structure),
    defaultLevel: defaultLevel(structure, isSample),
  };
}

/** Each key with the attributes that follow from it: a level takes at most one name of each. */
function groups({ keys, attributes }: DatasetStructure): string[][] {
  return keys.map((key) => [key, ...Object.keys(attributes).filter((name) => attributes[name] === key)]);
}

/** The level modelled by default: every key together; the sample retailer's stores. */
export function defaultLevel({ keys }: DatasetStructure, isSample: boolean): string {
  if (isSample) return 'store';
  return keys.length === 0 ? 'total' : keys.join('+');
}

/**
 * The levels worth naming: every key and attribute by itself, every pair of names of different keys, all keys together, and
 * the total. Other combinations can be modelled too (`canonicalLevel`); nobody would find them in a list.
 */
export function levelsOf(structure: DatasetStructure): string[] {
  const all = groups(structure);
  const singles = all.flat();
  const pairs = all.flatMap((own, i) => all.slice(i + 1).flatMap((others) => own.flatMap((a) => others.map((b) => `${a}+${b}`))));
  // Coarse pairs first: those of attributes, then those with a key, then the finest.
  const finest = structure.keys.join('+');
  return [...new Set([...singles, ...pairs.filter((pair) => pair !== finest), ...(finest === '' ? [] : [finest]), 'total'])];
}

/**
 * A level by its one name: keys in the dataset's order, attributes in the place of the key they follow from, and none that
 * follows from a key that is named too (`category+product` is `product`).
 * @returns undefined where a name is no key or attribute of the dataset, or comes twice
 */
export function canonicalLevel(structure: DatasetStructure, level: string): string | undefined {
  if (level === 'total') return level;
  const names = levelKeys(level);
  const all = groups(structure);
  if (new Set(names).size !== names.length || names.some((name) => !all.flat().includes(name))) return undefined;
  const kept = all.flatMap(([key, ...attributes]) =>
    key !== undefined && names.includes(key) ? [key] : attributes.filter((name) => names.includes(name)),
  );
  return kept.join('+');
}
