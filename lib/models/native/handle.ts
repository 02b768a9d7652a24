interface Held {
  pointer: bigint;
  free: (pointer: bigint) => void;
}

/** Frees what was dropped without being disposed of; it may not refer to the handle, which would keep it alive. */
const dropped = new FinalizationRegistry<Held>(({ pointer, free }) => free(pointer));

/** Owns one object of a native library until it is disposed of, or collected. */
export class NativeHandle implements Disposable {
  #held: Held | undefined;

  /** @param what names the object in the failure of a late use */
  constructor(
    private readonly what: string,
    pointer: bigint,
    free: (pointer: bigint) => void,
  ) {
    this.#held = { pointer, free };
    dropped.register(this, this.#held, this);
  }

  /** @throws Error after disposal: the pointer would lead into freed memory. */
  get pointer(): bigint {
    if (!this.#held) throw new Error(`This ${this.what} has been disposed of`);
    return this.#held.pointer;
  }

  /** Safe to repeat. */
  [Symbol.dispose](): void {
    if (!this.#held) return;
    const { pointer, free } = this.#held;
    this.#held = undefined;
    dropped.unregister(this);
    free(pointer);
  }
}
