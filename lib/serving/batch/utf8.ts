/**
 * What stands in the text for bytes that are not UTF-8: half of a surrogate pair, which UTF-8 cannot spell, so that no right row has it.
 */
const broken = '\uD800';
const lineFeed = 10;

/** Why a row cannot be read. */
export const notUtf8 = 'is not UTF-8';

/** Whether a text came of bytes that are not UTF-8. */
export function isBroken(text: string): boolean {
  return text.includes(broken);
}

/**
 * Text of bytes in UTF-8, whole lines at a time and without a byte order mark. Lines with other bytes are marked, `isBroken`, and the
 * others come as they are.
 * @param mostLineBytes a longer line is given out in pieces; its reader is to give up on it
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>, mostLineBytes: number): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  let waiting = 0;
  let first = true;
  const give = (whole: Uint8Array) => {
    const text = decode(whole);
    if (!first) return text;
    first = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  for await (const piece of bytes) {
    const end = piece.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield give(Buffer.concat([...rest, piece.subarray(0, end)]));
      rest = [];
      waiting = 0;
    }
    if (end === piece.length) continue;
    rest.push(piece.subarray(end));
    waiting += piece.length - end;
    if (waiting <= mostLineBytes) continue;
    yield give(Buffer.concat(rest));
    rest = [];
    waiting = 0;
  }
  if (waiting > 0) yield give(Buffer.concat(rest));
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    // Which of the lines it was is found by reading each.
    const lines: string[] = [];
    for (let from = 0; from < bytes.length; ) {
      const feed = bytes.indexOf(lineFeed, from);
      const to = feed < 0 ? bytes.length : feed + 1;
      lines.push(decodeLine(bytes.subarray(from, to)));
      from = to;
    }
    return lines.join('');
  }
}

function decodeLine(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return lenient.decode(bytes).replaceAll('\uFFFD', broken);
  }
}
