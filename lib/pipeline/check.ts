export type Severity = 'error' | 'warning';

/** A place that a check found fault with. */
export interface Offence {
  /** File below the data's root; empty where no one file is at fault. */
  file: string;
  /** Row in the file, from 1; null where no row is at fault. */
  row: number | null;
  column: string;
  value: string | number | null;
}

export interface Check {
  name: string;
  /** How grave it is when it does not pass: errors stop the run. */
  severity: Severity;
  passed: boolean;
  /** Rows (or days, or series) at fault. */
  count: number;
  message: string;
  offences: Offence[];
}

/** Places that a report names of each check. */
export const mostOffences = 100;

/** A place that is no row of a file. */
export function place(column: string, value: string): Offence {
  return { file: '', row: null, column, value };
}

/** A check's outcome: passed where nothing is at fault. */
export function check(name: string, severity: Severity, count: number, message: string, offences: Offence[]): Check {
  return { name, severity, passed: count === 0, count, message: count === 0 ? 'passed' : `${count} ${message}`, offences };
}
