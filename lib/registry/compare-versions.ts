import { z } from 'zod';
import { configParams } from '@/lib/pipeline/config-params';
import type { ModelVersion } from './schema';
import { getVersion } from './service';

export const comparisonQuery = z.strictObject({
  with: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .describe('The other version'),
});

const side = z.string().nullable();

/** Two versions of one model side by side; what one of them does not have is null. */
export const versionComparison = z.strictObject({
  name: z.string(),
  version: z.number().int(),
  with: z.number().int(),
  metrics: z.array(z.strictObject({ window: z.string(), metric: z.string(), own: z.number().nullable(), other: z.number().nullable() })),
  params: z.array(z.strictObject({ key: z.string(), own: side, other: side, differs: z.boolean() })),
  features: z
    .array(z.strictObject({ key: z.string(), own: side, other: side, differs: z.boolean() }))
    .describe('Settings of what the model sees, apart from the rest'),
  facts: z.array(z.strictObject({ key: z.string(), own: side, other: side, differs: z.boolean() })),
});
export type VersionComparison = z.infer<typeof versionComparison>;
type Line = VersionComparison['params'][number];

/** What is looked at first. */
const metricOrder = ['wape', 'rmse', 'mae', 'mase', 'smape', 'mape', 'r2', 'bias'];

/** A version beside another of the same model. @throws AlmanacError `not_found` naming `version` */
export async function compareVersions(name: string, version: number, other: number): Promise<VersionComparison> {
  return compare(await getVersion(name, version), await getVersion(name, other));
}

/** Pure: what two versions are and how they did, line by line. */
export function compare(own: ModelVersion, other: ModelVersion): VersionComparison {
  const lines = joined(linesOf(configParams(own.config), configParams(other.config)));
  const isFeature = ({ key }: Line) => /(^|\.)features\./.test(key);
  return {
    ...{ name: own.name, version: own.version, with: other.version },
    metrics: ['backtest', 'test'].flatMap((window) => {
      const [mine, theirs] = [numbersOf(own.metrics[window]), numbersOf(other.metrics[window])];
      const keys = [...new Set([...metricOrder, ...Object.keys(mine), ...Object.keys(theirs)])];
      return keys
        .filter((metric) => metric in mine || metric in theirs)
        .map((metric) => ({ window, metric, own: mine[metric] ?? null, other: theirs[metric] ?? null }));
    }),
    params: lines.filter((line) => !isFeature(line)),
    features: lines.filter(isFeature),
    facts: linesOf(factsOf(own), factsOf(other)),
  };
}

function factsOf({ createdAt, datasetVersion, trainedThrough, stage, aliases }: ModelVersion): Record<string, string> {
  return {
    created: createdAt,
    ...(datasetVersion !== null && { datasetVersion: String(datasetVersion) }),
    ...(trainedThrough !== null && { trainedThrough }),
    ...(stage !== 'None' && { stage }),
    ...(aliases.length > 0 && { aliases: aliases.join(', ') }),
  };
}

function linesOf(own: Record<string, string>, other: Record<string, string>): Line[] {
  const keys = [...new Set([...Object.keys(own), ...Object.keys(other)])].sort();
  return keys.map((key) => ({ key, own: own[key] ?? null, other: other[key] ?? null, differs: own[key] !== other[key] }));
}

/** The lines of a member that only one of them has, as one. */
function joined(lines: Line[]): Line[] {
  const memberOf = ({ key }: Line) => /^members\.([^.]+)\./.exec(key)?.[1];
  const both = new Set(lines.flatMap((line) => (line.own !== null && line.other !== null ? (memberOf(line) ?? []) : [])));
  const told = new Set<string>();
  return lines.flatMap((line) => {
    const member = memberOf(line);
    if (member === undefined || both.has(member)) return [line];
    if (told.has(member)) return [];
    told.add(member);
    const there = (value: string | null) => (value === null ? null : 'a member');
    return [{ key: `members.${member}`, own: there(line.own), other: there(line.other), differs: true }];
  });
}

function numbersOf(value: unknown): Record<string, number | null> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, figure]) => [key, typeof figure === 'number' ? figure : null]));
}
