/**
 * Arrays as PostgreSQL writes them, to be sent as one parameter (`${text}::bigint[]`): a thousand values go over as one text, where as
 * an array each is wrapped and unwrapped on its way through Prisma and the driver.
 */
export function arrayLiteral(values: readonly (number | bigint | boolean)[]): string {
  return `{${values.join(',')}}`;
}

/** As `arrayLiteral`, of texts: each in quotes, so that none is taken for NULL or for more than one. */
export function textArrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
