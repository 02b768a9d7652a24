import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AlmanacError } from '@/lib/errors';
import { runConditions } from '../run-conditions';
import { runVocabulary } from '../run-vocabulary';
import { parseFilter, parseOrder } from './parser';
import type { Comparison } from './syntax';
import { conditionsOf, orderingOf } from './vocabulary';

const written = ({ identifier: { entity, key }, operator, literal }: Comparison) => [
  entity,
  key,
  operator,
  literal.kind === 'list' ? literal.values.map((one) => one.text) : literal.text,
];

describe('parsing', () => {
  test.each<[string, unknown[][]]>([
    ['', []],
    ['   ', []],
    [
      "metrics.rmse < 100 and params.model = 'lightgbm' AND tags.x LIKE '%a%'",
      [
        ['metrics', 'rmse', '<', '100'],
        ['params', 'model', '=', "'lightgbm'"],
        ['tags', 'x', 'LIKE', "'%a%'"],
      ],
    ],
    ["status='FINISHED'", [[undefined, 'status', '=', "'FINISHED'"]]],
    ['attributes.status in (\'FINISHED\', "FAILED",)', [['attributes', 'status', 'IN', ["'FINISHED'", '"FAILED"']]]],
    ["run_id not  in('a')", [[undefined, 'run_id', 'NOT IN', ["'a'"]]]],
    ['tags.x is not null', [['tags', 'x', 'IS NOT NULL', '']]],
    ['tags.mlflow.source.name IS NULL', [['tags', 'mlflow.source.name', 'IS NULL', '']]],
    ['metrics.`odd key/x` >= -1.5e-3', [['metrics', 'odd key/x', '>=', '-1.5e-3']]],
    ['`metrics`."a.b" != .5', [['metrics', 'a.b', '!=', '.5']]],
    ["params.größe = 'ü'", [['params', 'größe', '=', "'ü'"]]],
    ['metrics.1st > 3', [['metrics', '1st', '>', '3']]],
  ])('%s', (text, expected) => {
    expect(parseFilter(text).map(written)).toEqual(expected);
  });

  test('quotes within quotes are written twice', () => {
    expect(parseFilter(`params.a = 'it''s' AND params.b = "say ""hi""" AND params.c = "it's"`).map(({ literal }) => literal)).toMatchObject(
      [{ value: "it's" }, { value: 'say "hi"' }, { value: "it's" }],
    );
  });

  test.each([
    'metrics.rmse',
    'metrics.rmse <',
    '< 3',
    "a = 'x' OR b = 'y'",
    "(a = 'x')",
    "a = 'unclosed",
    "a = 'x';",
    "a = 'x' b = 'y'",
    "AND a = 'x'",
    "a IN 'x'",
    "a IN ('x'",
    'a IS 3',
    'a NOT 3',
    'a = ',
    '. = 3',
    "a. = 'x'",
    '#',
    'x'.repeat(100_001),
  ])('%s is told as what it is', (text) => {
    expect(() => parseFilter(text)).toThrow(
      expect.objectContaining({ code: 'validation_failed', errors: [expect.objectContaining({ path: 'filter' })] }),
    );
  });

  test.each([
    ['metrics.rmse', 'rmse', true],
    ['metrics.`a b` DESC', 'a b', false],
    ['"start_time" asc', 'start_time', true],
  ])('order %s', (text, key, ascending) => {
    expect(parseOrder(text)).toMatchObject({ identifier: { key }, ascending });
  });

  test.each(['', 'a b', 'a DESC b', '= 3'])('order %s is none', (text) => {
    expect(() => parseOrder(text)).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path: 'orderBy' })] }));
  });
});

const anyText = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom("'", '"', '`', '\\', "''", '%', '_', ';--', '$1', '?', '{0}', "x' OR '1'='1"),
);

/** A name or a text as a filter writes it. */
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const named = (key: string) => (key.includes('`') ? quoted(key) : `\`${key}\``);
const single = (text: string) => `'${text.replaceAll("'", "''")}'`;

const identifier = fc.record({ entity: fc.constantFrom('metrics', 'params', 'tags', 'what'), key: anyText });
const literal = fc.oneof(
  anyText.map((value) => ({ kind: 'string' as const, value, text: single(value) })),
  anyText.map((value) => ({ kind: 'string' as const, value, text: quoted(value) })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ kind: 'number' as const, value: value || 0, text: String(value) })),
);
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'LIKE', 'ILIKE');
const comparison = fc.record({ identifier, operator, literal });

describe('whatever comes', () => {
  test('what is written is read as it was meant', () => {
    fc.assert(
      fc.property(
        fc.array(comparison, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' AND ', ' and ', '\n\tAnD '),
        (comparisons, and) => {
          const text = comparisons
            .map((one) => `${one.identifier.entity}.${named(one.identifier.key)} ${one.operator} ${one.literal.text}`)
            .join(and);
          const read = parseFilter(text).map(({ identifier: { entity, key }, operator: sign, literal: value }) => [
            entity,
            key,
            sign,
            value.kind,
            (value as { value: unknown }).value,
          ]);
          expect(read).toEqual(
            comparisons.map((one) => [one.identifier.entity, one.identifier.key, one.operator, one.literal.kind, one.literal.value]),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a text is a filter, or is refused by name', () => {
    const words = fc.constantFrom(
      'metrics',
      'params',
      '.',
      '`',
      "'",
      '"',
      '(',
      ')',
      ',',
      ' ',
      'AND',
      'IN',
      'NOT',
      'IS',
      'NULL',
      'LIKE',
      '=',
      '<',
      '!',
      'x',
      '1',
      '-',
      '1e',
      'status',
      'start_time',
      '\\',
      ';',
      'é',
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 25 }).map((parts) => parts.join('')),
      fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (given) => {
        for (const [path, read] of [
          ['filter', () => conditionsOf(given, runVocabulary)],
          ['orderBy', () => orderingOf(given, runVocabulary)],
        ] as const) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(AlmanacError);
            expect((error as AlmanacError).errors).toMatchObject([{ path }]);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('nothing of it becomes part of a statement: keys and values are parameters', () => {
    const mark = 'MARK7F3A';
    const marked = anyText.map((text) => `${mark}${text}`);
    const condition = fc.oneof(
      fc
        .record({
          key: marked,
          value: marked,
          entity: fc.constantFrom('params', 'tags'),
          sign: fc.constantFrom('=', '!=', 'LIKE', 'ILIKE'),
        })
        .map((one) => `${one.entity}.${named(one.key)} ${one.sign} ${single(one.value)}`),
      fc
        .record({ key: marked, value: fc.double({ noNaN: true, noDefaultInfinity: true }), sign: fc.constantFrom('=', '<', '!=') })
        .map((one) => `metrics.${named(one.key)} ${one.sign} ${one.value}`),
      fc
        .record({
          value: marked,
          key: fc.constantFrom('status', 'run_name', 'user_id', 'run_id', 'artifact_uri', 'dataset.name', 'dataset.context'),
        })
        .map((one) => `${one.key} = ${single(one.value)}`),
      fc
        .record({ values: fc.array(marked, { minLength: 1, maxLength: 3 }), key: fc.constantFrom('status', 'run_id', 'dataset.digest') })
        .map((one) => `${one.key} IN (${one.values.map(single).join(', ')})`),
      marked.map((key) => `tags.${named(key)} IS NULL`),
    );
    const shapes = new Set<string>();
    fc.assert(
      fc.property(condition, (filter) => {
        const [sql] = runConditions(filter);
        expect(sql?.sql).not.toContain(mark);
        expect(sql?.sql).not.toMatch(/[;\\]|--/);
        shapes.add(sql?.sql as string);
      }),
      { numRuns: 1000 },
    );
    // Every statement is one of a few, whatever was asked.
    expect(shapes.size).toBeLessThan(30);
  });
});
