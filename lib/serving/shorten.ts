/** Most characters of what a client wrote that an answer repeats. */
const mostEchoed = 200;

/** A client's own text as an answer repeats it: cut to 200 characters, the last an ellipsis, where it is longer. */
export function shorten(text: string): string {
  // The slice before spares taking a long text apart; characters are not halved.
  const characters = [...text.slice(0, 2 * mostEchoed + 2)];
  return characters.length > mostEchoed ? `${characters.slice(0, mostEchoed - 1).join('')}…` : text;
}
