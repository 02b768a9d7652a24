import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder of the checkout: where package.json, prisma/ and dist/ are. Found from where this code lies, source or bundle,
 * so that a program started elsewhere finds its own files. Not for the web process, whose code Next puts where it likes.
 */
export function projectRoot(): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json')) && existsSync(path.join(folder, 'prisma', 'migrations'))) return folder;
    if (folder === path.dirname(folder))
      throw new Error(`No Almanac checkout above ${import.meta.dirname}: package.json and prisma/migrations must be kept together.`);
  }
}
