import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite } from '../e2e/site';
import { createTestDatabase } from '../helpers/postgres';
import { runPython, sayWhyNot, whyNot, whyNotSite } from './python';

const MB = 1024 * 1024;
const proxy = '/api/2.0/mlflow-artifacts';

const unbuilt = whyNotSite();
describe.skipIf(sayWhyNot('large artifacts over HTTP', unbuilt))('large artifacts', () => {
  let folder: string;
  let site: Site;

  beforeAll(async () => {
    await createTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'almanac-large-'));
    site = await startSite({ ALMANAC_DATA_DIR: folder, LOG_LEVEL: 'error' });
    // A process that has just started grows for a while by whatever it does first; what counts is what comes after.
    for (let turn = 0; turn < 6; turn++) {
      await put('0/warm/up.bin', randomBytes(24 * MB));
      await (await fetch(`${site.url}${proxy}/artifacts/0/warm/up.bin`)).arrayBuffer();
    }
  }, 120_000);

  afterAll(async () => {
    await site?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const put = (file: string, body: Uint8Array) =>
    fetch(`${site.url}${proxy}/artifacts/${file}`, { method: 'PUT', body: body as unknown as BodyInit });
  const list = async (at: string) =>
    (await (await fetch(`${site.url}${proxy}/artifacts?path=${at}`)).json()) as { files?: { path: string }[] };
  const uploads = () => readdir(path.join(folder, 'artifacts', 'uploads'));

  /** Bytes that the server's process holds. */
  async function resident(): Promise<number> {
    const text = await (await fetch(`${site.url}/api/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
  }

  /** By how much the server grows at most while something is done. */
  async function growth(work: () => Promise<unknown>): Promise<number> {
    const before = await resident();
    let most = before;
    let going = true;
    const watching = (async () => {
      while (going) {
        most = Math.max(most, await resident());
        await sleep(50);
      }
    })();
    await work();
    going = false;
    await watching;
    return most - before;
  }

  const noPython = whyNot(['mlflow']);
  describe.skipIf(sayWhyNot("large artifacts by MLflow's own client", noPython))("by MLflow's own client", () => {
    it('100 MB up and down cost the server less than 64 MB of memory', async () => {
      const grown = await growth(() => runPython('large_artifact.py', [site.url, folder, String(100 * MB)]));
      expect(grown).toBeLessThan(64 * MB);
    });

    it('go up in parts, and nothing of the parts is left', async () => {
      const inParts = {
        MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD: 'true',
        MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE: String(5 * MB),
        MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE: String(5 * MB),
      };
      await runPython('large_artifact.py', [site.url, folder, String(23 * MB)], inParts);
      expect(await readdir(path.join(folder, 'artifacts', 'objects'))).not.toContain('multipart');
    });
  });

  it('an upload that is cut half-way leaves nothing', async () => {
    const { hostname, port } = new URL(site.url);
    await new Promise<void>((resolve) => {
      const sending = request({
        hostname,
        port,
        method: 'PUT',
        path: `${proxy}/artifacts/0/cut/half.bin`,
        headers: { 'content-length': 40 * MB },
      });
      sending.on('error', () => resolve());
      sending.write(randomBytes(20 * MB), () => setTimeout(() => sending.destroy(), 200));
    });
    for (let waited = 0; (await uploads()).length > 0 && waited < 100; waited++) await sleep(50);
    expect(await uploads()).toEqual([]);
    expect((await list('0/cut')).files).toBeUndefined();
    expect((await fetch(`${site.url}${proxy}/artifacts/0/cut/half.bin`)).status).toBe(404);
  });

  it('an upload that is cut leaves what was there before', async () => {
    await put('0/kept/file.bin', Buffer.from('before'));
    const { hostname, port } = new URL(site.url);
    await new Promise<void>((resolve) => {
      const sending = request({
        hostname,
        port,
        method: 'PUT',
        path: `${proxy}/artifacts/0/kept/file.bin`,
        headers: { 'transfer-encoding': 'chunked' },
      });
      sending.on('error', () => resolve());
      sending.write(randomBytes(2 * MB), () => setTimeout(() => sending.destroy(), 200));
    });
    for (let waited = 0; (await uploads()).length > 0 && waited < 100; waited++) await sleep(50);
    expect(await (await fetch(`${site.url}${proxy}/artifacts/0/kept/file.bin`)).text()).toBe('before');
  });

  it('a download that the client leaves does not keep its file open', async () => {
    await put('0/left/file.bin', randomBytes(30 * MB));
    const leaving = new AbortController();
    const answer = await fetch(`${site.url}${proxy}/artifacts/0/left/file.bin`, { signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    expect((await fetch(`${site.url}${proxy}/artifacts/0/left/file.bin`, { method: 'DELETE' })).status).toBe(200);
    expect((await list('0/left')).files).toBeUndefined();
  });
});
