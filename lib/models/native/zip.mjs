import { crc32, inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Reads the entries of a zip archive held in memory (a Python wheel is one). Knows stored and deflated entries, checks
 * every CRC, and refuses names that would leave the folder they are unpacked to.
 *
 * Format: PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16. No zip64: a wheel of a few MB needs none.
 * @param {Buffer} archive
 * @param {(name: string) => boolean} wanted
 * @returns {Map<string, Buffer>} contents by entry name
 * @throws {Error} naming the entry that is broken
 */
export function readZip(archive, wanted) {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const files = new Map();
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error(`zip: directory entry ${index} is broken`);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/') && wanted(name)) {
      if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'))
        throw new Error(`zip: entry ${name} leaves its folder`);
      files.set(name, readEntry(archive, at, name));
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

/** The end record is last but for a comment of at most 65,535 bytes. */
function findEnd(archive) {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 22 - 0xffff); at--) {
    if (archive.readUInt32LE(at) === endOfDirectory) return at;
  }
  throw new Error('zip: no end record; the file is cut off or no zip archive');
}

function readEntry(archive, at, name) {
  const method = archive.readUInt16LE(at + 10);
  const crc = archive.readUInt32LE(at + 16);
  const packed = archive.readUInt32LE(at + 20);
  const size = archive.readUInt32LE(at + 24);
  const header = archive.readUInt32LE(at + 42);
  // The local header repeats the name and has an extra field of its own length.
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + packed);
  if (method !== 0 && method !== 8) throw new Error(`zip: entry ${name} uses compression method ${method}`);
  const content = method === 8 ? inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) }) : bytes;
  if (content.length !== size || crc32(content) !== crc) throw new Error(`zip: entry ${name} is damaged`);
  return content;
}
