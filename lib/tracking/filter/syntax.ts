/** A name of something to compare or to sort by: `metrics.rmse` has the entity `metrics`, `status` has none. */
export interface Identifier {
  entity: string | undefined;
  key: string;
  /** As it was written. */
  text: string;
  /** Where it begins. */
  at: number;
}

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'ILIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';

/** What stands on the right of an operator. A bare word is no value anywhere; it is kept to be told. */
export type Literal =
  | { kind: 'number'; value: number; integer: boolean; text: string }
  | { kind: 'string'; value: string; text: string }
  | { kind: 'list'; values: Literal[]; text: string }
  | { kind: 'word'; text: string }
  | { kind: 'none'; text: '' };

export interface Comparison {
  identifier: Identifier;
  /** Upper case; one that nothing knows (`<>`, `==`) is kept to be told. */
  operator: string;
  literal: Literal;
  /** Where the operator begins, and where the whole ends. */
  operatorAt: number;
  end: number;
}

export interface Ordering {
  identifier: Identifier;
  ascending: boolean;
}
