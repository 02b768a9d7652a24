export function readZip(archive: Buffer, wanted: (name: string) => boolean): Map<string, Buffer>;
