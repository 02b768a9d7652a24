import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { getDataset } from '@/lib/datasets/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';
import { dailyCsv, sourceFolder, state } from './room';

const { url } = await createTestDatabase();
createArtifactFolder();
const { folder, write } = sourceFolder();
const { program } = await bundle({ program: 'scripts/import.ts' });

/** `npm run import -- <args>`, without npm. */
async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => child.once('close', resolve)),
  ]);
  return { status, out, err };
}

describe('npm run import', () => {
  it('imports, shows what it detected, and appends', async () => {
    const first = await run(write('North Stores.csv', dailyCsv(['a', 'b'], 30)), '--currency', 'EUR', '--past', 'promo');
    expect(first.status, first.err).toBe(0);
    expect(first.out).toContain('dates       YYYY-MM-DD (fits every date)');
    expect(first.out).toMatch(/"promo"\s+past\s+promo\s+as told/);
    expect(first.out).toContain('Imported: north-stores version 1');
    const more = await run(write('more.csv', 'date,store,units,promo\n2024-01-31,a,5,0\n'), '--name', 'north-stores', '--append', '--json');
    expect(JSON.parse(more.out)).toMatchObject({ version: { version: 2, rowCount: 61 }, created: true });
    expect(await getDataset('north-stores')).toMatchObject({ currency: 'EUR', version: { version: 2 } });
  });

  it('ends with 1 and the rows at fault, or with 2 and the options at fault; nothing changes', async () => {
    const before = await state();
    const wrong = write('wrong.csv', dailyCsv(['a'], 30).replace('2024-01-04,a,', '2024-01-04,,'));
    const refused = await run(wrong);
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toContain('✗ wrong.csv, row 5, column "store": "" is empty');
    expect(JSON.parse((await run(wrong, '--json')).out)).toMatchObject({ findings: [{ check: 'key', count: 1 }] });
    const option = await run(wrong, '--tarket', 'units');
    expect(option).toMatchObject({ status: 2 });
    expect(option.err).toContain('--tarket: is not an option; did you mean --target?');
    expect(await run()).toMatchObject({ status: 2, err: expect.stringContaining('source: name one') });
    expect(await run(`${folder}/nowhere.csv`)).toMatchObject({ status: 2, err: expect.stringContaining('does not exist') });
    expect(await run(wrong, '--name', '../x')).toMatchObject({ status: 2, err: expect.stringContaining('--name: must be lower-case') });
    const dry = await run(write('fine.csv', dailyCsv(['a'], 30)), '--dry-run');
    expect(dry).toMatchObject({ status: 0, out: expect.stringContaining('Nothing was stored') });
    const seen = await run(write('fine.csv', dailyCsv(['a'], 30)), '--preview');
    expect(seen).toMatchObject({ status: 0, out: expect.stringContaining('frequency   day') });
    expect(dry.out).toMatch(/currency\s+USD\s+assumed; the option currency sets another/);
    const help = (await run('--help')).out;
    expect(help).toContain('--dry-run');
    expect(help).toMatch(/--json\s+Print the import report/);
    expect(help).toMatch(/--append\s+Add the rows to the newest version/);
    expect(await state()).toEqual(before);
  });
});
