import { isFormula } from './collector';
import { type Decimal, parseNumber } from './number-format';

/** A cell without the blanks around it. */
export function clean(text: string): string {
  const { length } = text;
  if (length === 0 || (isPrintable(text.charCodeAt(0)) && isPrintable(text.charCodeAt(length - 1)))) return text;
  return text.trim();
}

function isPrintable(code: number): boolean {
  return code > 32 && code !== 0xa0 && code !== 0xfeff;
}

/** Why a text is no number, and what would be one. */
export function numberFault(text: string, decimal: Decimal): string {
  const other: Decimal = decimal === '.' ? ',' : '.';
  if (isFormula(text) || /^[=@]|^[+-][A-Za-z]/.test(text)) return 'is a formula; export the values of the sheet';
  if (/^[+-]?inf(inity)?$/i.test(text) || /^[+-]?[\d.,]+e\+?\d+$/i.test(text)) return 'is not finite, as numbers must be';
  if (text.endsWith('%')) return 'is a percentage; write a plain number';
  if (/^\(.*\)$/.test(text)) return 'is a negative number in brackets; write it with a minus sign';
  if (!Number.isNaN(parseNumber(text, other)))
    return `is no number with the decimal sign ${decimal}, though it is one with ${other}; write all alike, or say which with the option decimal`;
  return `is no number such as 1234${decimal}5`;
}
