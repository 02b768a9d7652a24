import type { Role } from './mapping';
import type { ColumnProfile } from './profile';
import { isCalendar, isKnownAhead, isPrice, isPromotion, isRowNumber } from './vocabulary';

/** Gives a column its role, and says why. */
export type Assign = (column: ColumnProfile, role: Role, why: string) => void;

/** Leaves out what is no covariate whatever it holds. */
export function proposeIgnored(free: ColumnProfile[], assign: Assign): void {
  for (const column of free) {
    if (column.column === '') assign(column, 'ignored', 'has no name');
    else if (column.kind === 'empty') assign(column, 'ignored', 'is empty');
    else if (column.kind === 'unsupported') assign(column, 'ignored', `is ${kindText(column)}`);
    else if (column.kind === 'date') assign(column, 'ignored', 'is another date');
    else if (isCalendar(column.plain)) assign(column, 'ignored', 'follows from the date');
    else if (column.kind === 'integer' && isRowNumber(column.plain)) assign(column, 'ignored', 'numbers the rows');
  }
}

/** Roles of the numeric columns that are left: known ahead where their names say so, past-only otherwise. */
export function proposeCovariates(
  free: ColumnProfile[],
  assign: Assign,
  told: { price?: ColumnProfile | undefined; promotion?: ColumnProfile | undefined },
) {
  const numeric = free.filter(({ kind }) => kind === 'number' || kind === 'integer' || kind === 'boolean');
  const price = told.price ? undefined : numeric.find(({ plain }) => isPrice(plain));
  const promotion = told.promotion ? undefined : numeric.find(({ plain }) => isPromotion(plain));
  const known: ColumnProfile[] = [];
  const past: ColumnProfile[] = [];
  for (const column of numeric) {
    if (column === price) assign(column, 'price', 'is called as prices are');
    else if (column === promotion) assign(column, 'promotion', 'is called as promotions are');
    else if (isKnownAhead(column.plain)) {
      assign(column, 'known', 'is called as what is planned ahead');
      known.push(column);
    } else {
      assign(column, 'past', 'is a measure; nothing says that it is known ahead');
      past.push(column);
    }
  }
  return { known, past, price, promotion };
}

/** What a column holds, in words. */
export function kindText({ kind, type }: ColumnProfile): string {
  if (kind === 'unsupported') return `of the type ${type}, which is not read`;
  return { date: 'a date', integer: 'a whole number', number: 'a number', boolean: 'true or false', text: 'text', empty: 'empty' }[kind];
}
