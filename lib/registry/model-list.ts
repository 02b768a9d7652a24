import { Prisma } from '@/generated/prisma/client';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';

export const modelKinds = ['forecaster', 'member', 'other'] as const;
/** What a registered model is: a whole forecaster of ours, one of its boosters, or what a client of MLflow registered. */
export type ModelKind = (typeof modelKinds)[number];

/** One line of the registry: a model, its champion, and how that did beside the seasonal naive. */
export interface ModelSummary {
  name: string;
  kind: ModelKind;
  dataset: string | null;
  level: string | null;
  frequency: 'day' | 'week' | 'month' | null;
  latestVersion: number | null;
  versionCount: number;
  updatedAt: string;
  champion: {
    version: number;
    /** When it took the alias. */
    since: string;
    trainedThrough: string | null;
    /** 100 sum|y - f| / sum|y| in its backtest; null where nobody logged it. */
    wape: number | null;
    /** The same of the seasonal naive of the same run. */
    naiveWape: number | null;
  } | null;
}

export interface ModelListQuery {
  /** Only these. */
  names?: string[];
  q?: string | undefined;
  dataset?: string | undefined;
  kind?: ModelKind | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The kind of a model by its name; see `modelName`. */
export function kindOf(name: string): ModelKind {
  if (name === 'sales-forecast' || name.startsWith('sales-forecast.')) return 'forecaster';
  return name.startsWith('sales-forecast-') ? 'member' : 'other';
}

type Row = Omit<ModelSummary, 'kind' | 'champion' | 'updatedAt'> & {
  updatedAt: Date;
  championVersion: number | null;
  since: Date | null;
  trainedThrough: string | null;
  wape: number | null;
  naiveWape: number | null;
};

const kindSql: Record<ModelKind, Prisma.Sql> = {
  forecaster: Prisma.sql`(model.name = 'sales-forecast' OR starts_with(model.name, 'sales-forecast.'))`,
  member: Prisma.sql`starts_with(model.name, 'sales-forecast-')`,
  other: Prisma.sql`NOT (model.name = 'sales-forecast' OR starts_with(model.name, 'sales-forecast.') OR starts_with(model.name, 'sales-forecast-'))`,
};
/** Prompts, which clients of MLflow keep as models, are none. */
const noPrompt = Prisma.sql`NOT EXISTS (SELECT FROM registered_model_tags AS tag WHERE tag.name = model.name AND tag.key = 'mlflow.prompt.is_prompt' AND lower(tag.value) = 'true')`;

/**
 * Registered models in order of name, a page at a time, and how many match in all.
 * @throws AlmanacError `validation_failed` naming `cursor`
 */
export async function listModelSummaries(
  query: ModelListQuery,
): Promise<{ items: ModelSummary[]; nextCursor: string | null; total: number }> {
  const { names, q, dataset, kind, limit, cursor } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor, storableText);
  const conditions = [
    noPrompt,
    ...(names ? [Prisma.sql`model.name IN (${Prisma.join(names)})`] : []),
    ...(q ? [Prisma.sql`model.name ILIKE ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`] : []),
    ...(dataset ? [Prisma.sql`model.dataset = ${dataset}`] : []),
    ...(kind ? [kindSql[kind]] : []),
  ];
  const matching = Prisma.join(conditions, ' AND ');
  const page = after === undefined ? matching : Prisma.sql`${matching} AND model.name > ${after}`;
  const [rows, [counted]] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT model.name, model.dataset, model.level, model.frequency::text, model.updated_at AS "updatedAt",
        (SELECT max(version) FROM model_versions AS own WHERE own.name = model.name) AS "latestVersion",
        (SELECT count(*)::int FROM model_versions AS own WHERE own.name = model.name) AS "versionCount",
        alias.version AS "championVersion", alias.updated_at AS since, champion.trained_through::text AS "trainedThrough",
        ${figure(Prisma.sql`champion.metrics #> '{backtest,wape}'`)} AS wape,
        ${figure(Prisma.sql`run.result #> '{metrics,seasonal-naive,backtest,wape}'`)} AS "naiveWape"
      FROM (SELECT * FROM registered_models AS model WHERE ${page} ORDER BY model.name LIMIT ${limit + 1}) AS model
      LEFT JOIN model_aliases AS alias ON alias.name = model.name AND alias.alias = 'champion'
      LEFT JOIN model_versions AS champion ON champion.name = alias.name AND champion.version = alias.version
      LEFT JOIN pipeline_runs AS run ON run.id = champion.pipeline_run_id
      ORDER BY model.name`,
    db().$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM registered_models AS model WHERE ${matching}`,
  ]);
  const items = rows.slice(0, limit).map(toSummary);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last.name) : null, total: counted?.total ?? 0 };
}

/** Datasets that registered models are of, in order of name. */
export async function datasetsOfModels(): Promise<string[]> {
  const rows = await db().registeredModel.findMany({
    where: { dataset: { not: null } },
    distinct: ['dataset'],
    select: { dataset: true },
    orderBy: { dataset: 'asc' },
  });
  return rows.flatMap(({ dataset }) => dataset ?? []);
}

/** A number within JSON; null for anything else there. */
function figure(json: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN jsonb_typeof(${json}) = 'number' THEN (${json})::text::float8 END`;
}

function toSummary({ championVersion, since, trainedThrough, wape, naiveWape, updatedAt, ...row }: Row): ModelSummary {
  return {
    ...row,
    kind: kindOf(row.name),
    updatedAt: updatedAt.toISOString(),
    champion:
      championVersion === null || since === null
        ? null
        : { version: championVersion, since: since.toISOString(), trainedThrough, wape, naiveWape },
  };
}
