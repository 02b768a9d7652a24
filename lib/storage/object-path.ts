import { AlmanacError } from '@/lib/errors';

/** S3's bound on a whole key, and the usual filesystem's on one name (255) less room for a suffix; in UTF-8 bytes. */
const longestPath = 1024;
const longestPart = 250;

const controls = /[\u0000-\u001f\u007f]/;
const surrogates = /\p{Surrogate}/u;

function refuse(path: string, why: string): never {
  const shown = JSON.stringify(path.length > 80 ? `${path.slice(0, 80)}…` : path);
  throw new AlmanacError('bad_request', `The artifact path ${shown} ${why}.`, [
    { path: 'path', message: `must be relative, with / between non-empty parts; this one ${why}` },
  ]);
}

/**
 * The path itself where it may name an object; such a path is the same object on every store.
 * @throws AlmanacError `bad_request`, saying what is wrong with it.
 */
export function checkPath(path: string): string {
  if (path === '') refuse(path, 'is empty');
  if (path.startsWith('/')) refuse(path, 'is absolute');
  if (path.includes('\\')) refuse(path, 'has a backslash');
  if (controls.test(path)) refuse(path, 'has a control character');
  if (surrogates.test(path)) refuse(path, 'is not well-formed Unicode');
  for (const part of path.split('/')) {
    if (part === '') refuse(path, 'has an empty part');
    if (part === '.' || part === '..') refuse(path, `has the part ${part}`);
    if (Buffer.byteLength(part) > longestPart) refuse(path, `has a part of over ${longestPart} bytes`);
  }
  if (Buffer.byteLength(path) > longestPath) refuse(path, `is over ${longestPath} bytes long`);
  return path;
}

/** A folder to list: a path, with or without a closing `/`; '' is the store itself. Answers without the closing `/`. */
export function checkPrefix(prefix: string): string {
  const folder = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return folder === '' && prefix === '' ? '' : checkPath(folder);
}
