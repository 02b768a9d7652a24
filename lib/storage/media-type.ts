import path from 'node:path';

const types: Record<string, string> = {
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.md': 'text/plain',
  '.py': 'text/plain',
  '.yaml': 'text/plain',
  '.yml': 'text/plain',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.parquet': 'application/vnd.apache.parquet',
};

/** The media type of a file by its name. */
export function mediaType(file: string): string {
  const name = path.posix.basename(file);
  if (name === 'MLmodel' || name === 'MLproject') return 'text/plain';
  return types[path.posix.extname(name).toLowerCase()] ?? 'application/octet-stream';
}
