import type { AlmanacError, ErrorCode } from '@/lib/errors';

/** MLflow's error codes, with the HTTP status of each and what its clients file it under. */
export const mlflowCodes = {
  INVALID_PARAMETER_VALUE: { status: 400, errorClass: 'INVALID_PARAMETER_VALUE', sqlstate: 'KAM00' },
  BAD_REQUEST: { status: 400, errorClass: 'INVALID_PARAMETER_VALUE', sqlstate: 'KAM00' },
  RESOURCE_ALREADY_EXISTS: { status: 400, errorClass: 'RESOURCE_ALREADY_EXISTS', sqlstate: 'KAM00' },
  RESOURCE_DOES_NOT_EXIST: { status: 404, errorClass: 'RESOURCE_NOT_FOUND', sqlstate: 'KAM00' },
  ENDPOINT_NOT_FOUND: { status: 404, errorClass: 'RESOURCE_NOT_FOUND', sqlstate: 'KAM00' },
  UNAUTHENTICATED: { status: 401, errorClass: undefined, sqlstate: undefined },
  PERMISSION_DENIED: { status: 403, errorClass: 'PERMISSION_DENIED', sqlstate: 'KAM00' },
  RESOURCE_CONFLICT: { status: 409, errorClass: undefined, sqlstate: undefined },
  INVALID_STATE: { status: 400, errorClass: 'CLIENT_INTERNAL_ERROR', sqlstate: 'XXM00' },
  TEMPORARILY_UNAVAILABLE: { status: 503, errorClass: 'CLIENT_INTERNAL_ERROR', sqlstate: 'XXM00' },
  INTERNAL_ERROR: { status: 500, errorClass: 'CLIENT_INTERNAL_ERROR', sqlstate: 'XXM00' },
} as const;

export type MlflowCode = keyof typeof mlflowCodes;

/** A failure as MLflow's clients read it. */
export class MlflowError extends Error {
  override readonly name = 'MlflowError';

  constructor(
    readonly code: MlflowCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return mlflowCodes[this.code].status;
  }
}

/** The commonest failure: what was sent is not what is taken. */
export function invalidParameter(message: string): MlflowError {
  return new MlflowError('INVALID_PARAMETER_VALUE', message);
}

export function doesNotExist(message: string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', message);
}

const translated: Record<ErrorCode, MlflowCode> = {
  validation_failed: 'INVALID_PARAMETER_VALUE',
  bad_request: 'INVALID_PARAMETER_VALUE',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'PERMISSION_DENIED',
  not_found: 'RESOURCE_DOES_NOT_EXIST',
  method_not_allowed: 'ENDPOINT_NOT_FOUND',
  conflict: 'RESOURCE_CONFLICT',
  payload_too_large: 'INVALID_PARAMETER_VALUE',
  unsupported_media_type: 'INVALID_PARAMETER_VALUE',
  range_not_satisfiable: 'INVALID_PARAMETER_VALUE',
  data_invalid: 'INVALID_PARAMETER_VALUE',
  too_many_requests: 'TEMPORARILY_UNAVAILABLE',
  internal: 'INTERNAL_ERROR',
  unavailable: 'TEMPORARILY_UNAVAILABLE',
};

/** What searches say of a filter, an order or a page token is in MLflow's own words already. */
const inTheirWords = ['filter', 'orderBy', 'pageToken'];

/** One of our failures in MLflow's terms. */
export function toMlflowError(error: AlmanacError): MlflowError {
  const [item] = error.errors;
  const message = item && inTheirWords.includes(item.path) ? item.message : error.message;
  return new MlflowError(translated[error.code], message, { cause: error.cause });
}

/** The body of a failed answer. */
export function errorBody({ code, message }: MlflowError): Record<string, string> {
  const { errorClass, sqlstate } = mlflowCodes[code];
  return { error_code: code, message, ...(sqlstate && { sqlstate }), ...(errorClass && { error_class: errorClass }) };
}
