/** What LightGBM or XGBoost refuses in a column's name, and our own escape. */
const special = /[\s",:[\]{}<>%]/gu;

/** A column's name as both libraries' model files can hold it: special characters percent-encoded. */
export function encodeColumnName(name: string): string {
  return name.replace(special, (character) => encodeURIComponent(character));
}

/** The inverse; a name that was never encoded (another program's model) stays as it is. */
export function decodeColumnName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
