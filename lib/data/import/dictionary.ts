/** Distinct texts, numbered in the order in which they first came. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly texts: string[] = [];
  #lastText: string | undefined;
  #lastCode = -1;

  get size(): number {
    return this.texts.length;
  }

  code(text: string): number {
    // Sources are mostly sorted by something: the same text again is the commonest case.
    if (text === this.#lastText) return this.#lastCode;
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.#codes.set(text, code);
      this.texts.push(text);
    }
    this.#lastText = text;
    this.#lastCode = code;
    return code;
  }
}

/** Most texts of one dictionary: pairs of codes must be exact as one number. */
export const mostTexts = 2 ** 26;

/** Distinct pairs of codes, numbered as they first came. */
export class PairDictionary {
  readonly #codes = new Map<number, number>();
  readonly first: number[] = [];
  readonly second: number[] = [];

  get size(): number {
    return this.first.length;
  }

  code(a: number, b: number): number {
    const id = a * mostTexts + b;
    let code = this.#codes.get(id);
    if (code === undefined) {
      code = this.first.length;
      this.#codes.set(id, code);
      this.first.push(a);
      this.second.push(b);
    }
    return code;
  }
}
