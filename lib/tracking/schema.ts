import { z } from 'zod';
import { isSystemTag } from './tag-names';

const time = z.iso.datetime();
const limit = z.coerce.number().int().min(1).max(1000).default(100);
const lifecycleStage = z.enum(['active', 'deleted']);

/** JSON of tracking in `/api/v1`. Times are ISO 8601; ids are those that MLflow's clients see. */
export const experiment = z.strictObject({
  id: z.string(),
  name: z.string(),
  artifactLocation: z.string(),
  lifecycleStage,
  createdAt: time,
  updatedAt: time,
  tags: z.record(z.string(), z.string()),
});
export type Experiment = z.infer<typeof experiment>;

export const experimentList = z.strictObject({ items: z.array(experiment), nextCursor: z.string().nullable() });

/** What people may change of an experiment, and what a new one needs. */
const experimentName = z.string().trim().min(1, 'must not be empty').max(250);
const experimentId = z.string().regex(/^\d{1,9}$/, 'must be the id of an experiment');
export const experimentToCreate = z.strictObject({ name: experimentName });
export const experimentEdit = z.strictObject({ name: experimentName });

export const experimentQuery = z.strictObject({
  view: z.enum(['active', 'deleted', 'all']).default('active'),
  q: z.string().max(200).optional().describe('Part of the name'),
  limit,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'must be the nextCursor of the page before')
    .optional(),
});
export type ExperimentQuery = z.infer<typeof experimentQuery>;

/** An experiment with what it holds. */
export interface ExperimentOverview {
  id: string;
  name: string;
  lifecycleStage: 'active' | 'deleted';
  createdAt: string;
  /** Runs that are not deleted, or that were deleted with it. */
  runs: number;
  running: number;
  failed: number;
  /** When a run of it last began or ended; null where there is none. */
  lastActivity: string | null;
}

export const metric = z.strictObject({
  value: z.number().nullable().describe('Null is NaN'),
  step: z.number().int(),
  timestamp: time,
});
export type Metric = z.infer<typeof metric>;

/** A tracked run as `/api/v1` tells it: what a model was trained with and what came of it. */
export const trackedRun = z.strictObject({
  id: z.string().describe('32 hexadecimal digits'),
  experimentId: z.string(),
  name: z.string(),
  status: z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
  startedAt: time,
  finishedAt: time.nullable(),
  pipelineRunId: z.string().nullable().describe('The pipeline run that made it'),
  parentRunId: z.string().nullable().describe('The run that it is a part of'),
  lifecycleStage,
  artifactUri: z.string(),
  params: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.number().nullable()).describe('The last point of each metric; null where it is not a number'),
  datasets: z
    .array(z.strictObject({ name: z.string(), digest: z.string() }))
    .optional()
    .describe('What it read; only where columns name it'),
  models: z
    .array(z.strictObject({ name: z.string(), version: z.number().int().nullable().describe('Null of a model that is not registered') }))
    .optional()
    .describe('Models that it made, registered ones first; only where columns name it'),
  children: z.number().int().optional().describe('Runs below it that are not deleted; only where columns name it'),
});
export type TrackedRun = z.infer<typeof trackedRun>;

/** What people may change of a run. */
export const runEdit = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(250).optional(),
  note: z.string().max(100_000).optional().describe('Markdown; an empty one takes the note away'),
  tags: z
    .record(
      z
        .string()
        .min(1, 'must not be empty')
        .max(250)
        .refine((key) => !isSystemTag(key), 'is kept by programs; name a tag that begins neither with mlflow. nor with almanac.'),
      z.string().max(8000).nullable(),
    )
    .optional()
    .describe('Tags to set; null takes one away, and others stay'),
});
export type RunEdit = z.infer<typeof runEdit>;

export const trackedRunList = z.strictObject({ items: z.array(trackedRun), nextCursor: z.string().nullable() });
export type TrackedRunList = z.infer<typeof trackedRunList>;

/** Which runs are meant. */
export const runSelection = z.strictObject({
  pipelineRun: z.uuid().optional().describe('Only what this pipeline run made'),
  experiment: experimentId.optional(),
  filter: z
    .string()
    .max(10_000)
    .optional()
    .describe(
      "In MLflow's words: metrics.rmse < 100 and params.model = 'lightgbm' and tags.x LIKE '%a%' and attributes.status IN ('FINISHED')",
    ),
  view: z.enum(['active', 'deleted', 'all']).default('active'),
});
export type RunSelection = z.infer<typeof runSelection>;

const orderBy = z
  .array(z.string().max(500))
  .max(10)
  .default([])
  .describe("In MLflow's words: metrics.rmse DESC, start_time; then the latest start first");
const columns = z
  .array(
    z
      .string()
      .regex(
        /^((params|metrics|tags)\.[\s\S]{1,500}|datasets|models|children)$/,
        'must be params.<key>, metrics.<key>, tags.<key>, datasets, models or children; * is every key',
      ),
  )
  .max(100)
  .optional();

/** What a list of runs is narrowed to, sorted by and told of each. */
export const trackedRunQuery = runSelection.extend({
  orderBy,
  columns: columns.describe(
    'Which parameters, metrics and tags to tell of each run, such as metrics.rmse or params.*; every one where it is left out. Datasets, models and the number of children are told where they are named.',
  ),
  limit,
  cursor: z.string().optional(),
});
export type TrackedRunQuery = z.infer<typeof trackedRunQuery>;

export const runExportQuery = runSelection.extend({
  orderBy,
  columns: columns.describe('Which parameters, metrics and tags have a column, in their order; every one where it is left out'),
});
export type RunExportQuery = z.infer<typeof runExportQuery>;

export const runCount = z.strictObject({
  total: z.number().int(),
  running: z.number().int().describe('Of these, those under way'),
});
export type RunCount = z.infer<typeof runCount>;

/** By what runs are put together, and which figures are told of each group. */
export const runGroupQuery = runSelection.extend({
  by: z.string().regex(/^(params|tags)\.[\s\S]{1,500}$/, 'must be params.<key> or tags.<key>'),
  metrics: z.array(z.string().max(250)).max(20).default([]).describe('Keys of metrics to summarise'),
  limit,
});
export type RunGroupQuery = z.infer<typeof runGroupQuery>;

export const runGroup = z.strictObject({
  value: z.string().nullable().describe('Null of the runs that have not logged it'),
  name: z.string().nullable().describe('What the value is called: the name of the run, where it is the id of one'),
  runs: z.number().int(),
  lastStart: time,
  metrics: z.record(
    z.string(),
    z.strictObject({ mean: z.number().nullable(), least: z.number().nullable(), greatest: z.number().nullable() }),
  ),
});
export type RunGroup = z.infer<typeof runGroup>;
export const runGroupList = z.strictObject({
  items: z.array(runGroup).describe('The largest first'),
  total: z.number().int().describe('How many groups there are'),
});
export type RunGroupList = z.infer<typeof runGroupList>;

/** A change to many runs at once. */
export const runsEdit = z.strictObject({
  ids: z.array(z.string()).min(1, 'must name a run').max(1000, 'must name at most 1000 runs'),
  lifecycleStage: lifecycleStage.optional().describe('Deletes them, or brings them back'),
  tags: runEdit.shape.tags,
});
export type RunsEdit = z.infer<typeof runsEdit>;
export const runsEdited = z.strictObject({ changed: z.number().int() });

/** Keys that the runs of an experiment have logged, in order. */
export const loggedKeys = z.strictObject({
  params: z.array(z.string()),
  metrics: z.array(z.string()),
  tags: z.array(z.string()),
});
export type LoggedKeys = z.infer<typeof loggedKeys>;

export const loggedValuesQuery = z.strictObject({
  of: z
    .string()
    .regex(
      /^((params|tags)\.[\s\S]{1,500}|dataset\.(name|digest|context)|attributes\.(run_name|user_id))$/,
      'must be params.<key>, tags.<key>, dataset.name, dataset.digest, dataset.context, attributes.run_name or attributes.user_id',
    ),
  q: z.string().max(200).optional().describe('Part of the value'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type LoggedValuesQuery = z.infer<typeof loggedValuesQuery>;
export const loggedValues = z.strictObject({ items: z.array(z.string()).describe('The commonest first, among the latest runs') });

/** Runs beside each other; `values` are in the order of `runs`. */
const values = <Value extends z.ZodType>(value: Value) => ({
  key: z.string(),
  values: z.array(value.nullable()).describe('Null where a run has not logged it'),
  differs: z.boolean(),
});
export type ComparedValues<Value> = { key: string; values: (Value | null)[]; differs: boolean };
export const runComparison = z.strictObject({
  runs: z.array(trackedRun.omit({ params: true, metrics: true, tags: true })),
  params: z.array(z.strictObject(values(z.string()))),
  metrics: z.array(z.strictObject({ ...values(z.number()), least: z.number().nullable(), greatest: z.number().nullable() })),
});
export type RunComparison = z.infer<typeof runComparison>;

export const compareQuery = z.strictObject({
  ids: z
    .array(z.string())
    .min(2, 'must name at least 2 runs')
    .max(20, 'must name at most 20 runs')
    .refine((ids) => new Set(ids).size === ids.length, 'must not name a run twice'),
  differing: z.boolean().default(false).describe('Only parameters and metrics that are not the same in all of them'),
});

export const metricHistory = z.strictObject({ items: z.array(metric), nextCursor: z.string().nullable() });
export type MetricHistory = z.infer<typeof metricHistory>;

/** What a chart draws: `items` are all points, or those that tell most of all. */
export const metricLine = metricHistory.extend({
  sampledFrom: z.number().int().nullable().describe('How many points these were chosen from; null where they are all, or a page of all'),
  notNumbers: z.number().int().nullable().describe('Points that are not a number, which a line leaves out; null of a page, which has them'),
});
export type MetricLine = z.infer<typeof metricLine>;

export const metricHistoryQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(25_000).default(1000),
  cursor: z.string().optional(),
});
export type MetricHistoryQuery = z.infer<typeof metricHistoryQuery>;

const step = z.number().int().optional();
export const metricLineQuery = metricHistoryQuery
  .extend({
    points: z.number().int().min(3).max(10_000).optional().describe('Not pages, but the points of a line that a chart has room for'),
    from: step.describe('First step of the line'),
    to: step.describe('Last step of the line'),
  })
  .check(({ value, issues }) => {
    const of = (path: 'from' | 'to' | 'cursor', message: string) =>
      issues.push({ code: 'custom', path: [path], message, input: value[path] });
    if (value.points === undefined) {
      for (const path of ['from', 'to'] as const) if (value[path] !== undefined) of(path, 'is of a line: say how many points');
    } else if (value.cursor !== undefined) of('cursor', 'is of pages: leave out points');
  });

/** A file that a run left, or a folder of such files. */
export const artifactEntry = z.strictObject({
  path: z.string().describe("Relative to the run's artifact URI"),
  isFolder: z.boolean(),
  uri: z.string(),
  files: z.number().int().describe('Files below a folder; 1 of a file'),
  sizeBytes: z.number().int().describe('Of a folder, of all below it'),
  contentType: z.string().nullable().describe('Null of a folder'),
  sha256: z.string().nullable().describe('Null of a folder, and of a file that no client of this server has logged'),
  modifiedAt: time,
});
export type ArtifactEntry = z.infer<typeof artifactEntry>;
export const artifactList = z.strictObject({ items: z.array(artifactEntry), nextCursor: z.string().nullable() });
export type ArtifactList = z.infer<typeof artifactList>;

export const artifactQuery = z.strictObject({
  path: z.string().max(1024).optional().describe('Folder to look into; all files where it is left out'),
  recursive: z.boolean().default(false).describe('Every file at any depth, in place of folders'),
  limit,
  cursor: z.string().optional(),
});
export type ArtifactQuery = z.infer<typeof artifactQuery>;

const filePath = z.string().min(1).max(1024).describe("Relative to the run's artifact URI, such as model/MLmodel");
export const downloadQuery = z.strictObject({
  path: filePath,
  inline: z.boolean().default(false).describe('Let a browser show it in place of saving it'),
});

export const previewQuery = z.strictObject({
  path: filePath,
  rows: z.number().int().min(1).max(1000).default(50).describe('Rows of a parquet file'),
});
export type PreviewQuery = z.infer<typeof previewQuery>;

export const artifactPreview = z.strictObject({
  path: z.string(),
  sizeBytes: z.number().int(),
  contentType: z.string(),
  shown: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string(), truncated: z.boolean().describe('It is the beginning only') }),
    z.strictObject({ kind: z.literal('json'), value: z.unknown() }),
    z.strictObject({ kind: z.literal('image'), url: z.string().describe('Where it is fetched, as an image of a page') }),
    z.strictObject({
      kind: z.literal('table'),
      columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(z.unknown())).describe('The first rows, each in the order of the columns'),
      totalRows: z.number().int(),
      moreColumns: z.number().int().describe('Columns of a very wide table that are left out'),
    }),
    z.strictObject({ kind: z.literal('none'), reason: z.string() }),
  ]),
});
export type ArtifactPreview = z.infer<typeof artifactPreview>;
