import { z } from 'zod';
import { planEdit } from '@/lib/data/plan/plan-edit';
import { datasetCalendar } from '@/lib/datasets/schema';

const author = z.string().trim().min(1).max(100);
const note = z.string().trim().max(1000);

/** An event of a calendar: what it is called, and what it means for what is known ahead. */
export const calendarEntry = z.strictObject({
  id: z.uuid().describe('Keeps the same through versions, so that changes can be told'),
  name: z.string().trim().min(1, 'give it a name').max(200),
  note: note.default(''),
  edit: planEdit.describe('What of the plan it changes'),
});
export type CalendarEntry = z.infer<typeof calendarEntry>;

const content = {
  entries: z.array(calendarEntry).max(2000),
  holidaysOff: z.array(z.string().min(1).max(200)).max(200).describe('Holidays by name that the models are not to know of'),
};

export const calendarVersion = z.strictObject({
  version: z.number().int().min(0).describe('0: nobody has said anything yet'),
  author: z.string(),
  note: z.string(),
  restoredFrom: z.number().int().nullable(),
  createdAt: z.iso.datetime().nullable(),
  ...content,
});
export type CalendarVersion = z.infer<typeof calendarVersion>;

const holiday = z.strictObject({ date: z.iso.date(), name: z.string() });

export const calendar = calendarVersion.extend({
  dataset: z.string(),
  kinds: z.enum(['tables', 'covariates']).describe('What events may be: promotions, prices and closures of tables, or covariates by name'),
  planned: datasetCalendar.describe('What the data plan themselves, in the span asked for'),
  holidays: z.array(holiday).describe('In the span asked for, those that are off included'),
  choices: z
    .strictObject({
      categories: z.array(z.string()),
      products: z.array(z.strictObject({ id: z.string(), name: z.string(), category: z.string() })),
      stores: z.array(z.strictObject({ id: z.string(), region: z.string().nullable() })),
      covariates: z.array(z.strictObject({ name: z.string(), role: z.enum(['price', 'promotion']).nullable() })),
      keys: z.record(z.string(), z.array(z.string())).describe('Keys and attributes with their values, as far as a run has published them'),
    })
    .describe('What events may speak of'),
});
export type Calendar = z.infer<typeof calendar>;

export const calendarSpan = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() });

export const saveCalendar = z.strictObject({
  base: z.number().int().min(0).describe('The version that was edited; another one since, and nothing is saved'),
  author: author.optional().describe('Default: how the client is known'),
  note: note.default('').describe('Why'),
  ...content,
});
export type SaveCalendar = z.infer<typeof saveCalendar>;

export const restoreCalendar = z.strictObject({
  version: z.number().int().min(0).describe('The version to bring back; 0 is the empty one'),
  base: z.number().int().min(0),
  author: author.optional(),
  note: note.default(''),
});

export const calendarDiff = z.strictObject({
  added: z.array(calendarEntry),
  removed: z.array(calendarEntry),
  changed: z.array(z.strictObject({ before: calendarEntry, after: calendarEntry })),
  holidaysOff: z.array(z.string()),
  holidaysOn: z.array(z.string()),
});
export type CalendarDiff = z.infer<typeof calendarDiff>;

export const calendarChange = calendarVersion
  .omit({ entries: true, holidaysOff: true })
  .extend({ events: z.number().int(), diff: calendarDiff });
export type CalendarChange = z.infer<typeof calendarChange>;
export const calendarHistory = z.strictObject({ items: z.array(calendarChange), nextCursor: z.string().nullable() });
export const historyQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().optional() });
