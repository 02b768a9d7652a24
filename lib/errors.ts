/** Every failure a client may see: its code, and the HTTP status it answers with. */
export const errorStatus = {
  validation_failed: 422,
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  data_invalid: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** One field (or file, row, column) that is wrong, and what would be right. */
export interface ErrorItem {
  path: string;
  message: string;
}

/** A failure that its reader can act on. Anything else thrown is a defect of ours and is masked. */
export class AlmanacError extends Error {
  override readonly name = 'AlmanacError';
  /** Seconds after which the same may well succeed; undefined where waiting changes nothing, or nobody knows. */
  readonly retryAfter: number | undefined;
  /** What else the answer's headers say. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly errors: ErrorItem[] = [],
    options: ErrorOptions & { retryAfter?: number | undefined; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options);
    this.retryAfter = options.retryAfter;
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

// Next bundles routes one by one, and what they share (the store) may throw through another one's copy of this class.
Object.defineProperty(AlmanacError, Symbol.hasInstance, {
  value(this: unknown, thrown: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this as () => void, thrown)) return true;
    // A subclass asks for itself.
    return this === AlmanacError && thrown instanceof Error && thrown.name === 'AlmanacError';
  },
});

/** Shorthand for the commonest case: one field is wrong. */
export function invalid(path: string, message: string): AlmanacError {
  return new AlmanacError('validation_failed', `${path}: ${message}`, [{ path, message }]);
}

export function notFound(what: string, path = ''): AlmanacError {
  return new AlmanacError('not_found', what, path ? [{ path, message: what }] : []);
}
