import { AlmanacError, type ErrorCode } from '@/lib/errors';

export interface Problem {
  code: ErrorCode;
  path: string;
  message: string;
}

/** Most items that one answer lists. */
const mostTold = 20;

/** What is wrong with an order: all of it, so that it is mended in one go. */
export class Problems {
  readonly all: Problem[] = [];

  add(path: string, message: string, code: ErrorCode = 'validation_failed'): void {
    this.all.push({ code, path, message });
  }

  /** @throws AlmanacError with the first problem's code, listing all of that code */
  throwIfAny(): void {
    const [first] = this.all;
    if (!first) return;
    const same = this.all.filter(({ code }) => code === first.code);
    const told = same.slice(0, mostTold).map(({ path, message }) => ({ path, message }));
    const more = same.length > told.length ? `; and ${same.length - told.length} more` : '';
    throw new AlmanacError(first.code, `${told.map(({ path, message }) => `${path}: ${message}`).join('; ')}${more}`, told);
  }
}
