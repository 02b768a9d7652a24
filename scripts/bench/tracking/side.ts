import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const timeoutMs = 180_000;

/** One of the two servers that the same work is given to. */
export class Side {
  constructor(
    readonly name: 'Almanac' | 'MLflow',
    readonly url: string,
    /** Its database, for what would take too long to log. */
    readonly databaseUrl: string,
  ) {}

  /**
   * Posts a message of MLflow's REST API and reads the whole answer.
   * @returns its text, and the milliseconds from the first byte sent to the last one read
   * @throws Error where it is no success
   */
  send(path: string, body: string): Promise<{ text: string; ms: number }> {
    return this.ask('POST', path, body);
  }

  async call<Answer>(path: string, body: object): Promise<Answer> {
    return JSON.parse((await this.send(path, JSON.stringify(body))).text) as Answer;
  }

  get(path: string): Promise<{ text: string; ms: number }> {
    return this.ask('GET', path);
  }

  private ask(method: string, path: string, body?: string): Promise<{ text: string; ms: number }> {
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.url}/api/2.0/mlflow/${path}`,
        {
          agent,
          method,
          timeout: timeoutMs,
          headers: body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const ms = performance.now() - started;
            const text = Buffer.concat(chunks).toString('utf8');
            if (response.statusCode === 200) resolve({ text, ms });
            else reject(new Error(`${this.name} answered ${path} with ${response.statusCode}: ${text.slice(0, 500)}`));
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error(`${this.name} did not answer ${path} within ${timeoutMs / 1000} s`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  /** An experiment of the benchmark's own. */
  async experiment(name: string): Promise<string> {
    return (await this.call<{ experiment_id: string }>('experiments/create', { name: `${name} ${Date.now()}` })).experiment_id;
  }

  async run(experimentId: string, name: string): Promise<string> {
    const body = { experiment_id: experimentId, run_name: name, start_time: Date.now() };
    return (await this.call<{ run: { info: { run_id: string } } }>('runs/create', body)).run.info.run_id;
  }
}

/** Ends the connections that are kept open. */
export function closeConnections(): void {
  agent.destroy();
}
