import { execFileSync, spawnSync } from 'node:child_process';
import { PostgresError } from './error';

/** The account that runs PostgreSQL, which refuses to run as root. Empty where we are not root: then it is our own. */
export interface Account {
  uid?: number;
  gid?: number;
}

const NAME = 'postgres';

function idOf(flag: '-u' | '-g'): number | undefined {
  const result = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
  return result.status === 0 ? Number(result.stdout) : undefined;
}

/** The account to run PostgreSQL under; root gets a system user `postgres`, made where there is none. */
export function postgresAccount(log: (line: string) => void): Account {
  if (process.getuid?.() !== 0) return {};
  if (idOf('-u') === undefined) {
    log(`PostgreSQL does not run as root; making a system user "${NAME}" for it.`);
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/', '--shell', '/bin/false', NAME], {
        stdio: 'pipe',
      });
    } catch {
      // BusyBox systems have adduser in its place.
      spawnSync('adduser', ['-S', '-D', '-H', '-h', '/', '-s', '/bin/false', NAME], { stdio: 'pipe' });
    }
  }
  const uid = idOf('-u');
  const gid = idOf('-g');
  if (uid === undefined || gid === undefined) {
    throw new PostgresError(
      'PostgreSQL does not run as root, and no user for it could be made. Run Almanac as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid, gid };
}

/** Whether the account can enter a folder: every folder above it must let it through. */
export function canEnter(account: Account, folder: string): boolean {
  if (account.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** What PostgreSQL's programs need of our environment: nothing that changes how they behave. */
export const serverEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv;
