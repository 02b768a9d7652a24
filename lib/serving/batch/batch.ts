import { setTimeout as sleep } from 'node:timers/promises';
import { AlmanacError, invalid } from '@/lib/errors';
import type { ForecastColumns, ForecastOrder, PublishedRef } from '../order';
import { predictor } from '../process';
import { publishedFor } from '../published';
import type { BatchQuery } from '../schema';
import { shorten } from '../shorten';
import { readCsv } from './csv-in';
import { type GroupOrBad, groupRows, type SeriesGroup } from './groups';
import { formatsOf, mediaTypes } from './media';
import { readNdjson } from './ndjson-in';
import { type ErrorRow, type PointWriter, writers } from './points-out';
import { mostRowCharacters } from './rows';
import { SeenSeries } from './seen-series';
import { Spool } from './spool';
import { streamOf } from './stream';
import { textOf } from './utf8';

/** Series that the predictor is asked for at a time, and rows of them. */
const groupsAtOnce = 64;
const rowsAtOnce = 5000;
/** Parts that the predictor works at ahead of what the client has taken. */
const ahead = 2;
/** Batches at the same time; each holds a few MiB. */
const mostBatches = 4;
/** Times that a part is tried where the predictor is overrun or has just crashed. */
const mostTries = 4;

let running = 0;

interface Asked {
  ref: PublishedRef;
  level: string;
  horizon: number;
  writer: PointWriter;
  signal: AbortSignal;
}

/**
 * Forecasts any number of series: rows stream in as CSV or NDJSON, points stream out. What is wrong with the request as a whole, or
 * with its header, is told before the answer begins; what is wrong with a row is a row of the answer, and the rest goes on.
 * @throws AlmanacError as `publishedFor` and the predictor do; `too_many_requests` where as many batches run as may
 */
export async function forecastBatch(request: Request, query: BatchQuery): Promise<Response> {
  const { read, write } = formatsOf(request);
  if (!request.body) throw invalid('body', 'must have a row for each series');
  if (running >= mostBatches)
    throw new AlmanacError('too_many_requests', `${running} batches are being forecast already.`, [], { retryAfter: 5 });
  running++;
  const gone = new AbortController();
  const leave = () => gone.abort(new Error('The client has gone.'));
  request.signal.addEventListener('abort', leave);
  let spool: Spool | undefined;
  const end = async (clientHasGone = false) => {
    request.signal.removeEventListener('abort', leave);
    gone.abort(new Error('The batch has ended.'));
    running--;
    await spool?.close(clientHasGone);
  };
  try {
    const { summary, ref, freshness } = await publishedFor(query.dataset, query.level === undefined ? [] : [query.level], query.maxAgeDays);
    const horizon = query.horizon ?? ref.horizon;
    if (horizon > ref.horizon) throw invalid('horizon', `must be at most ${ref.horizon}, which the published forecast reaches`);
    const { known } = await predictor().prepare(ref, { signal: gone.signal });
    spool = new Spool(request.body as ReadableStream<Uint8Array>);
    // A character is at most four bytes.
    const text = textOf(spool, 4 * mostRowCharacters);
    const rows = read === 'csv' ? readCsv(text, (names) => requireKnown(names, known)) : readNdjson(text);
    const asked: Asked = { ref, level: query.level ?? ref.level, horizon, writer: writers[write], signal: gone.signal };
    const body = await streamOf(answers(groupRows(rows), asked), asked.writer.header, end);
    return new Response(body, {
      headers: {
        'content-type': mediaTypes[write],
        'almanac-forecast': summary.id,
        'almanac-origin': summary.origin,
        'almanac-model': `${summary.modelName}${summary.modelVersion === null ? '' : ` version ${summary.modelVersion}`}`,
        'almanac-dataset': `${summary.dataset} version ${summary.datasetVersion}`,
        'almanac-intervals': summary.intervalMethod.replace(/[^\x20-\x7e]/g, '?'),
        'almanac-stale': String(freshness.stale),
      },
    });
  } catch (error) {
    await end();
    throw error;
  }
}

function requireKnown(names: string[], known: string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  const are = known.length > 0 ? known.join(', ') : 'none';
  if (unknown.length > 0) throw invalid('header', `has ${shorten(unknown.join(', '))}: covariates known ahead are ${are}`);
}

/** The answer's text, a part at a time, while the predictor is at the next ones. */
async function* answers(groups: AsyncIterable<GroupOrBad>, asked: Asked): AsyncGenerator<string> {
  const pending: Promise<string>[] = [];
  const seen = new SeenSeries();
  for await (const part of partsOf(groups)) {
    const answer = answerPart(part, asked, seen);
    // Whoever comes to it is told; until then it is nobody's.
    answer.catch(() => undefined);
    if (pending.push(answer) >= ahead) yield (await pending.shift()) as string;
  }
  for (const answer of pending) yield await answer;
}

async function* partsOf(groups: AsyncIterable<GroupOrBad>): AsyncGenerator<GroupOrBad[]> {
  let part: GroupOrBad[] = [];
  let rows = 0;
  for await (const group of groups) {
    part.push(group);
    rows += 'rows' in group ? group.rows.length : 1;
    if (part.length < groupsAtOnce && rows < rowsAtOnce) continue;
    yield part;
    part = [];
    rows = 0;
  }
  if (part.length > 0) yield part;
}

/** @param seen series that had rows above, right or wrong: others of theirs do not stand together with those */
async function answerPart(part: GroupOrBad[], asked: Asked, seen: SeenSeries): Promise<string> {
  const problems = new Map<GroupOrBad, ErrorRow>();
  const groups: SeriesGroup[] = [];
  for (const group of part) {
    const { row, series } = group;
    if ('problem' in group) problems.set(group, group);
    else if (seen.has(group.series)) problems.set(group, { row, series, problem: notTogether });
    else groups.push(group);
    if (series !== undefined) seen.add(series);
  }
  const columns = groups.length > 0 ? await askPatiently(orderOf(groups, asked), asked.signal) : undefined;
  for (const { place, path, message } of columns?.failures ?? []) {
    const group = groups[place] as SeriesGroup;
    if (path !== 'series') seen.confirm(group.series);
    if (!problems.has(group)) problems.set(group, failedRow(group, path, message));
  }
  const warnings = new Map<GroupOrBad, string>();
  for (const { place = 0, covariate, message } of columns?.warnings ?? []) {
    const group = groups[place] as SeriesGroup;
    const before = warnings.get(group);
    warnings.set(group, `${before === undefined ? '' : `${before}; `}${covariate}: ${message}`);
  }
  let place = 0;
  return part
    .map((group) => {
      const problem = problems.get(group);
      if (problem) return asked.writer.error(problem);
      seen.confirm(group.series as string);
      return asked.writer.points(columns as ForecastColumns, place++, asked.horizon, warnings.get(group));
    })
    .join('');
}

const notTogether = 'is of a series that has rows above already: all rows of a series must stand together';

/** What the predictor finds wrong with one of a series' rows, or with all of them. */
function failedRow({ row, series }: SeriesGroup, path: string, message: string): ErrorRow {
  const [own, field] = path.startsWith(rowPath) ? path.slice(rowPath.length).split(/\.(.*)/) : [String(row), path];
  return { row: Number(own), series, problem: field ? `${field}: ${message}` : message };
}

const rowPath = 'row ';

function orderOf(groups: SeriesGroup[], { ref, level, horizon }: Asked): ForecastOrder {
  return {
    forecast: ref,
    level,
    horizon,
    explain: false,
    lenient: true,
    series: groups.map(({ series }) => ({ path: 'series', series })),
    future: groups.flatMap(({ series, rows }) =>
      rows.flatMap(({ row, date, values }) => (date === undefined ? [] : [{ path: `${rowPath}${row}`, series, date, values }])),
    ),
  };
}

/** One crash, or a moment of too many questions, does not end a long stream. */
async function askPatiently(order: ForecastOrder, signal: AbortSignal): Promise<ForecastColumns> {
  for (let tries = 1; ; tries++) {
    try {
      return await predictor().ask(order, { urgency: 'stream', signal });
    } catch (error) {
      const wait = error instanceof AlmanacError ? error.retryAfter : undefined;
      if (wait === undefined || tries >= mostTries) throw error;
      await sleep(1000 * wait, undefined, { signal });
    }
  }
}
