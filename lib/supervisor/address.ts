import { createServer } from 'node:net';
import { StartError } from './start-error';

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What to type into a browser on this machine. */
export function displayUrl(host: string, port: number): string {
  if (['0.0.0.0', '::', ''].includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** @throws StartError where the site would be open to a network without a key. */
export function requireKeyBeyondLoopback(host: string, apiKey: string | undefined): void {
  if (isLoopback(host) || apiKey) return;
  throw new StartError(
    `HOST=${host} opens Almanac to other machines. Set ALMANAC_API_KEY to a secret of your choice (e.g. from \`openssl rand -hex 24\`), or leave HOST at 127.0.0.1.`,
  );
}

/** What to say of an address that cannot be listened on; undefined for any other failure. */
export function listenProblem(error: unknown, host: string, port: number): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Choose another, e.g. PORT=${port + 1} npm start, or PORT=0 for any free one.`;
  if (code === 'EACCES') return `Port ${port} needs rights that this user has not. Choose one from 1024 on, e.g. PORT=3000.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST=${host} is no address of this machine. Use 127.0.0.1 (this machine only) or 0.0.0.0 (every network).`;
  return undefined;
}

/** Fails early, before a database is started for nothing. */
export function probeAddress(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const problem = listenProblem(error, host, port);
      reject(problem ? new StartError(problem) : error);
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
