import fc from 'fast-check';
import { expect, test } from 'vitest';
import { artifactPath, artifactUri } from './index';
import { checkPath, checkPrefix } from './object-path';

test('a path and its URI are each other', () => {
  expect(artifactUri('0/abc/artifacts/model.txt')).toBe('mlflow-artifacts:/0/abc/artifacts/model.txt');
  expect(artifactPath('mlflow-artifacts:/0/abc')).toBe('0/abc');
  expect(artifactPath('mlflow-artifacts:///0/abc')).toBe('0/abc');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      let path: string;
      try {
        path = checkPath(text);
      } catch {
        return; // not a path: refused below and by the stores
      }
      expect(artifactPath(artifactUri(path))).toBe(path);
    }),
  );
});

test.each([
  's3://bucket/x',
  'mlflow-artifacts://host/x',
  'mlflow-artifacts:/',
  'mlflow-artifacts:/../x',
  'mlflow-artifacts:////x',
  '/x',
  '',
])('%s is no artifact URI of ours', (uri) => {
  expect(() => artifactPath(uri)).toThrow(expect.objectContaining({ code: 'bad_request' }));
});

test('whatever is accepted stays below the root', () => {
  const parts = fc.oneof(fc.constantFrom('.', '..', '', 'a', '...', '\\', '\0'), fc.string({ unit: 'binary', maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 6 }), (segments) => {
      const text = segments.join('/');
      let path: string;
      try {
        path = checkPath(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad_request' });
        return;
      }
      expect(new URL(`file:///root/${path.split('/').map(encodeURIComponent).join('/')}`).pathname.split('/').length).toBe(
        path.split('/').length + 2,
      );
    }),
  );
  expect(checkPrefix('')).toBe('');
  expect(checkPrefix('a/')).toBe('a');
  expect(() => checkPrefix('/')).toThrow();
});
