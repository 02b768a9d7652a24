import http from 'node:http';

const timeoutMs = 20_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 512 });

/** Asks the instance and reads the whole answer. @throws Error where it is no success */
export function ask(url: string, body?: { type: string; text: string }, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        agent,
        method: body ? 'POST' : 'GET',
        timeout: timeoutMs,
        headers: { ...headers, ...(body && { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) }) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error(`${url} did not answer within ${timeoutMs / 1000} s`)));
    request.on('error', reject);
    request.end(body?.text);
  });
}

/** Ends the connections that are kept open. */
export function closeConnections(): void {
  agent.destroy();
}
