import { z } from 'zod';
import { dateFormatNames } from './date-format';

const column = z.string().min(1).max(200);
const columns = z.array(column).max(500);

/** Columns as the source heads them (case does not matter), or by the name they get here. */
const mappingOptions = z.strictObject({
  date: column.optional().describe('Column of the dates'),
  target: column.optional().describe('Column of what was sold: the target'),
  keys: columns.optional().describe('Columns that identify a series, in order, such as Store,Product'),
  single: z.boolean().default(false).describe('The whole source is one series: no column identifies one'),
  attributes: columns.optional().describe('Columns that follow from a key, such as Category or Category:Product'),
  known: columns.optional().describe('Covariates that are known ahead, such as a holiday flag'),
  past: columns.optional().describe('Covariates that are known only afterwards, such as visitors'),
  price: column.optional().describe('Column of the price, known ahead'),
  promotion: column.optional().describe('Column of the promotion, known ahead'),
  ignore: columns.optional().describe('Columns to leave out'),
  propose: z.boolean().default(true).describe('Propose roles for columns that no option names; otherwise they are left out'),
  layout: z.enum(['auto', 'long', 'wide']).default('auto').describe('long: a row per date; wide: a column per date'),
});

const readingOptions = z.strictObject({
  delimiter: z
    .string()
    .transform((text) => (text === 'tab' || text === '\\t' ? '\t' : text))
    .pipe(z.string().regex(/^[^"\r\n\w]$/, 'must be one character such as , ; | or the word tab'))
    .optional()
    .describe('What separates columns of a CSV file'),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional().describe('How a CSV file writes characters'),
  decimal: z.enum(['.', ',']).optional().describe('Decimal sign of a CSV file'),
  dateFormat: z.enum(dateFormatNames).optional().describe('How dates are written (any separator)'),
  frequency: z.enum(['day', 'week', 'month']).optional().describe('Length of one period'),
});

const ruleOptions = z.strictObject({
  duplicates: z.enum(['error', 'sum', 'last', 'mean']).optional().describe('Several rows of one series and date [error]'),
  gaps: z.enum(['missing', 'zero']).optional().describe('Dates without a row, or without a target, within a series [missing]'),
  negatives: z.enum(['keep', 'error', 'zero']).optional().describe('Negative targets [keep]'),
  lateStart: z.enum(['trim', 'zero']).optional().describe('Series that begin after the dataset does [trim]'),
  earlyEnd: z.enum(['missing', 'zero', 'drop']).optional().describe('Series that end before the dataset does [missing]'),
  closures: z
    .enum(['zero', 'missing'])
    .optional()
    .describe('Dates on which none of several series has a sale [zero by the day, else missing]'),
});

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Everything an import may be told. What is left out is detected, and the report says how. */
export const importOptions = z.strictObject({
  ...mappingOptions.shape,
  ...readingOptions.shape,
  ...ruleOptions.shape,
  append: z
    .boolean()
    .default(false)
    .describe(
      'Add the rows to the newest version, read by its columns and rules: the new version has both. Without it the new version has the file only',
    ),
  overlap: z
    .enum(['error', 'replace'])
    .default('error')
    .describe('Appended rows of series and dates that the dataset has already, with other values'),
  description: z.string().max(2000).optional().describe('What the dataset is'),
  currency: z
    .string()
    .refine((code) => currencies.has(code), 'must be a currency by its three capital letters (ISO 4217), such as EUR')
    .optional()
    .describe('Currency of the target, ISO 4217, such as EUR [that of the dataset, else USD]'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/Paris')
    .optional()
    .describe('Time zone whose days the dates are [UTC]'),
});
export type ImportOptions = z.output<typeof importOptions>;
/** As callers write them: everything may be left out. */
export type ImportOptionsInput = z.input<typeof importOptions>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // the only failure there is: no such zone
  }
}

/** As the datasets of runs are named. */
export const datasetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, at most 63, such as north-stores');
