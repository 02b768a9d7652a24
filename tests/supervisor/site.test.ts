import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '@/lib/project';
import { allGone, buildPrograms, Instance } from '../helpers/instance';

vi.setConfig({ testTimeout: 180_000 });

const built = existsSync(path.join(projectRoot(), '.next', 'BUILD_ID'));
if (!built) console.warn('Skipped: npm start with its site, since .next is missing; `npm test` builds it.');

describe.runIf(built)('npm start with its site', () => {
  const base = mkdtempSync(path.join(tmpdir(), 'almanac-site-'));
  chmodSync(base, 0o711);
  let instance: Instance;

  beforeAll(() => {
    buildPrograms();
    instance = new Instance(base, { ALMANAC_WEB: 'on' });
  });
  afterAll(async () => {
    await instance.stop();
    rmSync(base, { recursive: true, force: true });
  });

  it('answers at the address that it prints, and comes back there after a crash', async () => {
    const { url } = await instance.ready();
    expect(instance.output).toContain(`Almanac is ready at ${url}`);
    const health = async () => (await fetch(`${url}/api/health`)).status;
    expect(await health()).toBe(200);

    const webOf = () => instance.runtime().children.find((child) => child.name === 'web')?.pid;
    const crashed = webOf() as number;
    process.kill(crashed, 'SIGKILL');
    await instance.until(() => webOf() !== undefined && webOf() !== crashed);
    await vi.waitFor(async () => expect(await health()).toBe(200), { timeout: 60_000, interval: 200 });
  });

  it('says on which port it is when a second one is started, and tells one with another data folder that the port is taken', async () => {
    const { url } = instance.runtime();
    const second = new Instance(base, { ALMANAC_WEB: 'on' });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(` at ${url}, since `);
    const other = new Instance(path.join(base, 'other'), { ALMANAC_WEB: 'on', PORT: new URL(url ?? '').port });
    expect(await other.ended).toBe(1);
    expect(other.output).toMatch(/Port \d+ is taken by another program/);
  });

  it('stops on SIGTERM although a client holds a connection open', async () => {
    const runtime = instance.runtime();
    const open = new AbortController();
    // An upload that never ends.
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const held = fetch(`${runtime.url}/api/v1/pipeline-runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
      signal: open.signal,
    } as RequestInit).catch(() => 'cut');
    expect(await instance.stop()).toBe(0);
    await allGone(runtime);
    open.abort();
    expect(await held).toBe('cut');
    expect(instance.output).not.toContain('did not stop in time');
  });
});
