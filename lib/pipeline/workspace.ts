import { AlmanacError } from '@/lib/errors';
import { artifactStore } from '@/lib/storage';

/**
 * Intermediates that the tasks of one pipeline run hand to each other through the artifact store.
 * Each task writes under its own name only, so that repeating it replaces its output and nothing else.
 */
export class Workspace {
  constructor(private readonly runId: string) {}

  path(name: string): string {
    return `pipeline-runs/${this.runId}/${name}`;
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await artifactStore().put(this.path(name), JSON.stringify(value, finiteOrNull), { contentType: 'application/json' });
  }

  /** @throws AlmanacError `not_found` when the task that writes it has not run. */
  async readJson<T>(name: string): Promise<T> {
    return JSON.parse((await artifactStore().read(this.path(name))).toString('utf8')) as T;
  }

  /** As `readJson`; undefined where the task that writes it was left out of the run. */
  async readOptionalJson<T>(name: string): Promise<T | undefined> {
    return (await artifactStore().stat(this.path(name))) ? this.readJson<T>(name) : undefined;
  }

  async writeNumbers(name: string, values: Float64Array): Promise<void> {
    await artifactStore().put(this.path(name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  async readNumbers(name: string): Promise<Float64Array> {
    const bytes = await artifactStore().read(this.path(name));
    if (bytes.byteLength % 8 !== 0)
      throw new AlmanacError(
        'data_invalid',
        `${this.path(name)} is not a whole number of 8-byte values; run the step that wrote it again.`,
      );
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
}

/** JSON has no NaN: a figure that does not exist is null. */
function finiteOrNull(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
