import os from 'node:os';
import type { PublishedRef } from '../order';
import { LoadedForecaster } from './loaded-forecaster';

/** What a cached thing must tell: tests cache other things than forecasters. */
export interface Cacheable extends Disposable {
  readonly bytes: number;
}

interface Held<Value> {
  ref: PublishedRef;
  loading: Promise<Value>;
  value?: Value;
  /** Orders that are at it: it is disposed of after the last. */
  users: number;
  dropped: boolean;
}

export interface CacheLimits {
  /** Most forecasters at a time. */
  count: number;
  /** Most bytes of them all; a single larger one is held all the same, by itself. */
  bytes: number;
}

const defaultLimits: CacheLimits = { count: 8, bytes: Math.min(os.totalmem() / 4, 4 * 2 ** 30) };

/** Forecasters by the published forecast they are of, those least recently asked for dropped first. */
export class ForecasterCache<Value extends Cacheable = LoadedForecaster> {
  // In order of use, the most recent last.
  readonly #held = new Map<string, Held<Value>>();

  constructor(
    private readonly load: (ref: PublishedRef) => Promise<Value>,
    private readonly limits: CacheLimits = defaultLimits,
  ) {}

  static ofForecasters(): ForecasterCache {
    return new ForecasterCache((ref) => LoadedForecaster.load(ref));
  }

  /** Loads what is not held, once for all who ask meanwhile, and keeps it for as long as the work lasts. */
  async use<Result>(ref: PublishedRef, work: (value: Value) => Result | Promise<Result>): Promise<Result> {
    const key = `${ref.id} ${ref.publishedAt}`;
    const held = this.#held.get(key) ?? this.#begin(key, ref);
    this.#held.delete(key);
    this.#held.set(key, held);
    held.users++;
    try {
      return await work(await held.loading);
    } finally {
      held.users--;
      if (held.dropped) this.#disposeOf(held);
    }
  }

  get status(): { forecasters: number; bytes: number } {
    const all = [...this.#held.values()];
    return { forecasters: all.length, bytes: all.reduce((sum, { value }) => sum + (value?.bytes ?? 0), 0) };
  }

  #begin(key: string, ref: PublishedRef): Held<Value> {
    const held: Held<Value> = { ref, loading: this.load(ref), users: 0, dropped: false };
    held.loading.then(
      (value) => {
        held.value = value;
        this.#makeRoom(key, held);
      },
      // What could not be loaded is tried anew when it is next asked for; whoever asked is told.
      () => this.#held.delete(key),
    );
    return held;
  }

  #makeRoom(key: string, latest: Held<Value>): void {
    for (const [other, held] of this.#held) {
      // A newer forecast of the same series takes the place of the one before.
      const replaced = held.ref.dataset === latest.ref.dataset && held.ref.level === latest.ref.level;
      if (other !== key && held.value && (replaced || this.#isFull())) this.#drop(other, held);
    }
  }

  #isFull(): boolean {
    const { forecasters, bytes } = this.status;
    return forecasters > this.limits.count || bytes > this.limits.bytes;
  }

  #drop(key: string, held: Held<Value>): void {
    this.#held.delete(key);
    held.dropped = true;
    this.#disposeOf(held);
  }

  #disposeOf(held: Held<Value>): void {
    if (held.users > 0 || !held.value) return;
    held.value[Symbol.dispose]();
    held.value = undefined;
  }
}
