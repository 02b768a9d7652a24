import type { SelectOption } from '../../ui/select';

export interface ChoiceOption {
  /** As the API names it. */
  name: string;
  label: string;
  hint?: string;
  options: SelectOption[];
}

const choice = (name: string, label: string, options: [string, string][], hint?: string): ChoiceOption => ({
  ...{ name, label, ...(hint && { hint }) },
  options: options.map(([value, text]) => ({ value, label: text })),
});

/** How a file is written. */
export const readingChoices: ChoiceOption[] = [
  choice('delimiter', 'Columns are separated by', [
    [',', 'Comma ,'],
    [';', 'Semicolon ;'],
    ['tab', 'Tab'],
    ['|', 'Bar |'],
  ]),
  choice('decimal', 'Decimal sign', [
    ['.', 'Point: 1234.5'],
    [',', 'Comma: 1234,5'],
  ]),
  choice('dateFormat', 'Dates are written', [
    ['YYYY-MM-DD', '2026-01-31'],
    ['DD-MM-YYYY', '31-01-2026'],
    ['MM-DD-YYYY', '01-31-2026'],
  ]),
  choice('frequency', 'A row is for a', [
    ['day', 'Day'],
    ['week', 'Week'],
    ['month', 'Month'],
  ]),
  choice('encoding', 'Characters', [
    ['utf-8', 'UTF-8'],
    ['utf-16le', 'UTF-16 LE'],
    ['utf-16be', 'UTF-16 BE'],
    ['windows-1252', 'Windows-1252'],
  ]),
  choice('layout', 'Layout', [
    ['long', 'A row per date'],
    ['wide', 'A column per date'],
  ]),
];

/** What to do with what is not plain in the data. */
export const ruleChoices: ChoiceOption[] = [
  choice(
    'duplicates',
    'Several rows of one series and date',
    [
      ['error', 'Refuse the file'],
      ['sum', 'Add them up'],
      ['mean', 'Take their mean'],
      ['last', 'Take the last'],
    ],
    'Single receipts are added up.',
  ),
  choice(
    'gaps',
    'Dates without a row',
    [
      ['missing', 'Were not recorded'],
      ['zero', 'Nothing was sold: 0'],
    ],
    'Between a series’ first and last date.',
  ),
  choice(
    'closures',
    'Dates on which nobody sold anything',
    [
      ['zero', 'All were closed: 0'],
      ['missing', 'Were not recorded'],
    ],
    'By the day they count as closed, else as not recorded.',
  ),
  choice('negatives', 'Values below 0, such as returns', [
    ['keep', 'Keep them'],
    ['zero', 'Make them 0'],
    ['error', 'Refuse the file'],
  ]),
  choice('lateStart', 'Series that begin late', [
    ['trim', 'Begin late'],
    ['zero', 'Are 0 before'],
  ]),
  choice('earlyEnd', 'Series that end early', [
    ['missing', 'End early'],
    ['zero', 'Are 0 after'],
    ['drop', 'Are left out'],
  ]),
];

/** Only of rows that are added to a dataset. */
export const overlapChoice: ChoiceOption = choice('overlap', 'Rows that the dataset has with other values', [
  ['error', 'Refuse the file'],
  ['replace', 'Take the new ones'],
]);
