/** The embedded PostgreSQL cannot run here, for a reason that a person can mend; the message says which and how. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
}
