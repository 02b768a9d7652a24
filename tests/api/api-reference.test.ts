import { describe, expect, it } from 'vitest';
import { apiDocument } from '@/app/api/v1/openapi.json/document';
import { apiReference, byTag, type Schema } from '@/lib/http/api-reference';
import { boundWords, exampleOf, typeWords } from '@/lib/http/schema-words';

const reference = apiReference(await apiDocument());

describe('the reference', () => {
  it('has every operation of the document once, each with a method, a path and an answer', () => {
    const ids = reference.operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('createPipelineRun');
    for (const { id, answers, path } of reference.operations) {
      expect(path, id).toMatch(/^\/api\//);
      expect(
        answers.some(({ status }) => Number(status) < 300),
        id,
      ).toBe(true);
    }
    expect(byTag(reference.operations).flatMap(([, operations]) => operations)).toHaveLength(ids.length);
  });

  it('follows the answers that are described once for all', () => {
    const operation = reference.operations.find(({ id }) => id === 'createPipelineRun');
    const refusal = operation?.answers.find(({ status }) => status === '422');
    expect(refusal?.bodies).toEqual([{ type: 'application/problem+json', schema: { $ref: '#/components/schemas/Problem' } }]);
  });

  it('makes an example of every body and answer, whatever its schema', () => {
    for (const { bodies, answers } of reference.operations)
      for (const { schema } of [...bodies, ...answers.flatMap((answer) => answer.bodies)])
        expect(JSON.stringify(exampleOf(schema, reference.schemas))).not.toBe(undefined);
  });
});

describe('a schema in words', () => {
  it.each<[Schema, string]>([
    [{ type: 'string', format: 'date' }, 'string (date)'],
    [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'number or null'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Run' } }, 'array of Run'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'object of string'],
    [{}, 'any'],
  ])('%j is %s', (schema, words) => expect(typeWords(schema)).toBe(words));

  it('tells bounds that mean something', () => {
    expect(boundWords({ minimum: 1, maximum: 1000, default: 100 })).toEqual(['1 to 1000', 'default 100']);
    expect(boundWords({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  it('ends where schemas refer to each other', () => {
    const node: Schema = { type: 'object', properties: { child: { $ref: '#/components/schemas/Node' } } };
    expect(JSON.stringify(exampleOf(node, { Node: node }))).toContain('null');
  });
});
