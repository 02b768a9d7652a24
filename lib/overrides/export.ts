import { finalPlan } from './plan';
import type { PlanPoint, PlanQuery } from './schema';

const pageSize = 1000;
const header = 'series,date,step,model,override,final,reason,author';

/**
 * The final plan as CSV (RFC 4180), page by page, so that a whole level needs no memory. The first page is read before anything is
 * answered, so that what is wrong with the request is an answer of its own.
 * @throws AlmanacError as `finalPlan` does
 */
export async function exportPlan(query: Omit<PlanQuery, 'limit' | 'cursor'>): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let page = await finalPlan({ ...query, limit: pageSize });
  let first = true;
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(encoder.encode((first ? `${header}\r\n` : '') + page.items.map(rowOf).join('')));
      first = false;
      if (page.nextCursor === null) controller.close();
      else page = await finalPlan({ ...query, limit: pageSize, cursor: page.nextCursor });
    },
  });
}

function rowOf({ series, date, step, model, override, final }: PlanPoint): string {
  const cells = [
    series,
    date,
    step,
    model,
    override?.value ?? '',
    final,
    override?.reasons.join('; ') ?? '',
    override?.authors.join('; ') ?? '',
  ];
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Spreadsheets take text that begins with one of these for a formula. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
