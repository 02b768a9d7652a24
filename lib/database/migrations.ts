import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '@/lib/project';

/** One step of the schema's history, as Prisma lays it down: `<name>/migration.sql`. */
export interface Migration {
  name: string;
  sql: string;
  /** Lower-case hexadecimal SHA-256 of the file, which is what Prisma records. */
  checksum: string;
}

/** Every migration below a folder in the order they apply: by name. */
export async function readMigrations(folder = path.join(projectRoot(), 'prisma', 'migrations')): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}
