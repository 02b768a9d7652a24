import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readZip } from './zip.mjs';

/** A zip archive of one entry, byte by byte as the format has it. */
function archive(name: string, content: Buffer, { stored = false, crc = crc32(content) } = {}): Buffer {
  const packed = stored ? content : deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  local.writeUInt16LE(4, 28);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(stored ? 0 : 8, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const body = Buffer.concat([local, Buffer.from(name), Buffer.alloc(4), packed]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, entry, Buffer.from(name), end]);
}

describe('readZip', () => {
  const content = Buffer.from('shared library '.repeat(500));

  test.for([true, false])('reads an entry (stored: %s)', (stored) => {
    const files = readZip(archive('lib/a.so', content, { stored }), () => true);
    expect([...files.keys()]).toEqual(['lib/a.so']);
    expect(files.get('lib/a.so')?.equals(content)).toBe(true);
  });

  test('reads only what is wanted', () => {
    expect(readZip(archive('a.py', content), (name) => name.endsWith('.so')).size).toBe(0);
  });

  test('finds damage', () => {
    expect(() => readZip(archive('a.so', content, { crc: 1 }), () => true)).toThrow('entry a.so is damaged');
    expect(() => readZip(archive('a.so', content).subarray(0, -30), () => true)).toThrow('no end record');
  });

  test.for(['../a.so', '/etc/a.so', 'x/../../a.so', 'a\\b.so'])('refuses %s, which leaves its folder', (name) => {
    expect(() => readZip(archive(name, content), () => true)).toThrow('leaves its folder');
  });
});
