import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;

/** What the bytes of a whole file are, whatever they mean. */
export interface ByteScan {
  ascii: boolean;
  utf8: boolean;
  /** Offset of the first NUL; -1 where there is none. */
  firstNul: number;
}

/** Reads a file's bytes from a position on, in pieces that are valid until the next is asked for. */
export async function* chunks(path: string, from = 0): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let at = from; ; ) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The first bytes of a file, at most so many. */
export async function head(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Looks at every byte of a file, at the speed of the disk; ends at the first NUL. */
export async function scanBytes(path: string, signal?: AbortSignal): Promise<ByteScan> {
  const scan: ByteScan = { ascii: true, utf8: true, firstNul: -1 };
  let offset = 0;
  let carry = Buffer.alloc(0);
  for await (const chunk of chunks(path)) {
    signal?.throwIfAborted();
    const nul = chunk.indexOf(0);
    if (nul >= 0) return { ...scan, firstNul: offset + nul };
    offset += chunk.length;
    if (scan.utf8 && (carry.length > 0 || !isAscii(chunk))) {
      scan.ascii = false;
      const joined = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
      const whole = wholeCharacters(joined);
      scan.utf8 = isUtf8(joined.subarray(0, whole));
      carry = Buffer.from(joined.subarray(whole));
    }
  }
  return { ...scan, utf8: scan.utf8 && carry.length === 0 };
}

/** The length of a buffer without a UTF-8 sequence that its end cuts. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

/** The line (from 1) that an offset lies in. */
export async function lineOf(path: string, offset: number): Promise<number> {
  let line = 1;
  let at = 0;
  for await (const chunk of chunks(path)) {
    const end = Math.min(chunk.length, offset - at);
    for (let i = chunk.indexOf(10); i >= 0 && i < end; i = chunk.indexOf(10, i + 1)) line++;
    at += chunk.length;
    if (at >= offset) break;
  }
  return line;
}

/** Of the lines that are not plain ASCII: how many are UTF-8, how many are not, and the first of those. */
export async function foreignLines(path: string): Promise<{ utf8: number; other: number; firstOther: number }> {
  const found = { utf8: 0, other: 0, firstOther: 0 };
  let line = 0;
  let carry = Buffer.alloc(0);
  const look = (bytes: Buffer) => {
    line++;
    if (isAscii(bytes)) return;
    if (isUtf8(bytes)) found.utf8++;
    else if (found.other++ === 0) found.firstOther = line;
  };
  for await (const chunk of chunks(path)) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      look(bytes.subarray(from, at));
      from = at + 1;
    }
    carry = Buffer.from(bytes.subarray(from));
  }
  if (carry.length > 0) look(carry);
  return found;
}
