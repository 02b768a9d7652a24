import type { Readable } from 'node:stream';
import type { ArtifactStore, StoredObject } from './store';

/** Calls `work` for every item, at most `limit` at once. The first failure ends it once what is under way has ended. */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  try {
    for await (const item of items) {
      if (failures.length > 0) break;
      const task = work(item)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(task));
      running.add(task);
      if (running.size >= limit) await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}

/** Stores many objects: in parallel, since each put waits for the disk or the network far longer than it computes. */
export async function putAll(
  store: ArtifactStore,
  objects:
    | Iterable<{ path: string; body: Uint8Array | string | Readable }>
    | AsyncIterable<{ path: string; body: Uint8Array | string | Readable }>,
  limit = 16,
): Promise<Required<StoredObject>[]> {
  const stored: Required<StoredObject>[] = [];
  await inParallel(objects, limit, async ({ path, body }) => {
    stored.push(await store.put(path, body));
  });
  return stored.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}
