// The site's process: Next's own request handler behind a server of ours, which listens where told, allows long uploads and
// ends with the supervisor. Beside it the predictor's, for forecasts on demand.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import { env } from '@/lib/env';
import { logger } from '@/lib/logger';
import { projectRoot } from '@/lib/project';
import { keepPredictorReady } from '@/lib/serving/keep-ready';
import { listenProblem } from '@/lib/supervisor/address';
import type { ChildMessage } from '@/lib/supervisor/child';

/** An artifact of some gigabytes over a slow line; Node's own limit is five minutes. */
const UPLOAD_MS = 6 * 3_600_000;
const DRAIN_MS = 2500;

const { HOST, PORT } = env();
const tell = (message: ChildMessage) => process.send?.(message);

const server = createServer();
server.requestTimeout = UPLOAD_MS;
// Bytes must come all the same: a connection that is silent for so long is dead.
server.timeout = 0;
server.headersTimeout = 60_000;
const app = next({ dev: process.env.NODE_ENV === 'development', dir: projectRoot(), hostname: HOST, port: PORT, httpServer: server });

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  // Event streams never end by themselves; they are cut after those that do.
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), DRAIN_MS).unref();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);

await app.prepare();
const handle = app.getRequestHandler();
server.on('request', (request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
server.once('error', (error) => {
  tell({ type: 'failed', message: listenProblem(error, HOST, PORT) ?? error.message });
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 500).unref();
});
server.listen(PORT, HOST, () => {
  tell({ type: 'ready', url: `http://localhost:${(server.address() as AddressInfo).port}` });
  // It ends with this process, however that ends.
  keepPredictorReady().catch((error: unknown) => logger.warn({ err: error }, 'the predictor starts when it is first asked'));
});
