/** The column that a table is sorted by, and its direction. */
export interface Sort {
  id: string;
  desc: boolean;
}

/** A sort as an address has it: `name`, or `-name` for the largest first. Undefined for a column that is not among `ids`. */
export function readSort(text: string | undefined, ids: readonly string[]): Sort | undefined {
  const desc = text?.startsWith('-') ?? false;
  const id = desc ? text?.slice(1) : text;
  return id !== undefined && ids.includes(id) ? { id, desc } : undefined;
}

export function writeSort({ id, desc }: Sort): string {
  return desc ? `-${id}` : id;
}

/** The sort after a click on a head: a new column begins with its natural direction, the same one turns round. */
export function nextSort(current: Sort | undefined, id: string, numeric: boolean): Sort {
  return current?.id === id ? { id, desc: !current.desc } : { id, desc: numeric };
}
