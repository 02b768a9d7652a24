import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AlmanacError, notFound } from '@/lib/errors';
import { maxJsonBytes } from './body';
import { endpoint } from './endpoint';
import { problem } from './problem';
import { reply } from './reply';
import { route } from './route';

const answer = z.strictObject({ id: z.string(), size: z.number().nullable(), tags: z.array(z.string()) });

const toy = endpoint('/api/v1/toys/{id}', {
  GET: route({
    operation: 'getToy',
    summary: 'One toy',
    tags: ['toys'],
    params: z.object({ id: z.string().max(20) }),
    query: z.object({ size: z.number().int().min(1).optional(), loud: z.boolean().optional(), tags: z.array(z.string()).default([]) }),
    response: answer,
    handler: ({ params, query }) => {
      if (params.id === 'none') throw notFound('There is no such toy.', 'id');
      if (params.id === 'broken') throw new Error('secret /etc/passwd');
      if (params.id === 'taken') throw Object.assign(new Error('x'), { name: 'PrismaClientKnownRequestError', code: 'P2002' });
      if (params.id === 'gone') throw Object.assign(new Error('x'), { name: 'PrismaClientKnownRequestError', code: 'P2025' });
      if (params.id === 'offline') throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
      if (params.id === 'wrong') return { id: 1 } as never;
      return { id: params.id, size: query.size ?? null, tags: query.tags };
    },
  }),
  POST: route({
    operation: 'changeToy',
    summary: 'Change a toy',
    tags: ['toys'],
    params: z.object({ id: z.string() }),
    body: z.strictObject({ name: z.string(), sizes: z.array(z.number().max(5)) }),
    response: answer,
    status: 202,
    handler: ({ params, body }) =>
      reply({ id: params.id, size: body.sizes[0] ?? null, tags: [body.name] }, { headers: { location: `/api/v1/toys/${params.id}` } }),
  }),
  DELETE: route({ operation: 'deleteToy', summary: 'Remove a toy', tags: ['toys'], handler: () => undefined }),
});

const get = (path: string, headers = {}) => toy.GET(new Request(`http://localhost:3000/api/v1/toys/${path}`, { headers }));
const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  toy.POST(new Request('http://localhost:3000/api/v1/toys/a', { method: 'POST', body, headers, duplex: 'half' } as RequestInit));
const failed = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = problem.parse(await response.json());
  expect(body.status).toBe(response.status);
  return body;
};
const paths = async (response: Response) => (await failed(response)).errors.map(({ path }) => path);

describe('a declared route', () => {
  it('reads path and query by their schemas', async () => {
    const response = await get('a%2Fb%20%C3%A9?size=3&tags=x,y&tags=z');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: 'a/b é', size: 3, tags: ['x', 'y', 'z'] });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('server-timing')).toMatch(/^handler;dur=[\d.]+, total;dur=[\d.]+$/);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps a caller’s request id, if it is a sane one', async () => {
    expect((await get('a', { 'x-request-id': 'job-7' })).headers.get('x-request-id')).toBe('job-7');
    expect((await get('a', { 'x-request-id': 'a b' })).headers.get('x-request-id')).not.toBe('a b');
  });

  it.each([
    ['a?colour=red', ['colour']],
    ['a?size=0', ['size']],
    ['a?size=many', ['size']],
    ['a?size=1&size=2', ['size']],
    ['a?loud=perhaps&colour=red', ['colour', 'loud']],
    ['a?tags=%00', ['tags']],
    ['%00', ['id']],
    ['%ff', ['id']],
    ['abcdefghijklmnopqrstuvwxyz', ['id']],
  ])('refuses %s and names %s', async (path, expected) => {
    const response = await get(path);
    expect(response.status).toBe(422);
    expect(await paths(response)).toEqual(expected);
  });

  it('takes an empty parameter as none', async () => {
    expect(await (await get('a?size=')).json()).toEqual({ id: 'a', size: null, tags: [] });
  });

  it.each([
    ['none', 404, 'not_found'],
    ['gone', 404, 'not_found'],
    ['taken', 409, 'conflict'],
    ['offline', 503, 'unavailable'],
    ['broken', 500, 'internal'],
    ['wrong', 500, 'internal'],
  ])('tells failure %s as %d %s', async (path, status, code) => {
    const response = await get(path, { 'x-request-id': 'find-me' });
    expect(response.status).toBe(status);
    const body = await failed(response);
    expect(body).toMatchObject({ code, instance: `/api/v1/toys/${path}`, requestId: 'find-me' });
    expect(JSON.stringify(body)).not.toContain('passwd');
  });

  it('answers a body with the declared status and the handler’s headers', async () => {
    const response = await post('{"name":"n","sizes":[4]}');
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe('/api/v1/toys/a');
    expect(await response.json()).toEqual({ id: 'a', size: 4, tags: ['n'] });
  });

  it.each([
    ['{"name":"n","sizes":[4],"colour":1}', 422, ['colour']],
    ['{"name":1,"sizes":[1,9]}', 422, ['name', 'sizes.1']],
    ['{"name":"\\u0000","sizes":[]}', 422, ['name']],
    ['{"name":"\\ud800","sizes":[]}', 422, ['name']],
    ['', 422, ['body']],
    ['{', 400, ['body']],
    ['null', 422, ['body']],
  ])('refuses body %s', async (body, status, expected) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await paths(response)).toEqual(expected);
  });

  it('refuses other media types, other encodings and bodies that are too large, announced or not', async () => {
    expect(await paths(await post('{}', { 'content-type': 'text/plain' }))).toEqual(['content-type']);
    expect((await post(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post(' '.repeat(maxJsonBytes + 1))).status).toBe(413);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65536)) });
    expect((await post(endless)).status).toBe(413);
  });

  it('answers 204 where there is no body to answer', async () => {
    const response = await toy.DELETE(new Request('http://localhost:3000/api/v1/toys/a', { method: 'DELETE' }));
    expect(response.status).toBe(204);
  });

  it('answers HEAD, OPTIONS and what is not allowed', async () => {
    const head = await toy.HEAD(new Request('http://localhost:3000/api/v1/toys/a', { method: 'HEAD' }));
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await toy.OPTIONS(new Request('http://localhost:3000/api/v1/toys/a', { method: 'OPTIONS' }));
    expect(options.headers.get('allow')).toBe('GET, HEAD, POST, DELETE, OPTIONS');
    const put = await toy.PUT(new Request('http://localhost:3000/api/v1/toys/a', { method: 'PUT' }));
    expect(put.status).toBe(405);
    expect(put.headers.get('allow')).toBe('GET, HEAD, POST, DELETE, OPTIONS');
    expect(await failed(put)).toMatchObject({ code: 'method_not_allowed' });
  });

  it('carries items of our own errors', async () => {
    const own = endpoint('/x', {
      GET: route({
        operation: 'x',
        summary: '',
        tags: [],
        handler: () => {
          throw new AlmanacError('data_invalid', 'row 3', [{ path: 'a.csv:3', message: 'no date' }]);
        },
      }),
    });
    expect(await failed(await own.GET(new Request('http://localhost/x')))).toMatchObject({
      status: 422,
      errors: [{ path: 'a.csv:3', message: 'no date' }],
    });
  });
});
