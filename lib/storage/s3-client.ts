import http from 'node:http';
import https from 'node:https';
import { Client } from 'minio';
import { AlmanacError } from '@/lib/errors';
import { hasCode } from './system-error';

export interface S3Settings {
  /** `http://host:port` or `https://host`. */
  endpoint: string;
  bucket: string;
  accessKey?: string;
  secretKey?: string;
  region: string;
}

const connections = 32;

/** @throws AlmanacError naming the setting that is missing or wrong. */
export function s3Client(settings: S3Settings): Client {
  const url = URL.canParse(settings.endpoint) ? new URL(settings.endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.username !== '' || url.search !== '') {
    throw misconfigured(
      'S3_ENDPOINT',
      `must be an address such as http://127.0.0.1:9000, without path or credentials; it is ${JSON.stringify(settings.endpoint)}`,
    );
  }
  if (!settings.accessKey) throw misconfigured('AWS_ACCESS_KEY_ID', 'must be set where S3_ENDPOINT is');
  if (!settings.secretKey) throw misconfigured('AWS_SECRET_ACCESS_KEY', 'must be set where S3_ENDPOINT is');
  const useSSL = url.protocol === 'https:';
  const agent = useSSL ? https.Agent : http.Agent;
  return new Client({
    endPoint: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (useSSL ? 443 : 80) : Number(url.port),
    useSSL,
    accessKey: settings.accessKey,
    secretKey: settings.secretKey,
    region: settings.region,
    pathStyle: !url.hostname.endsWith('.amazonaws.com'),
    transport: { request: requestOf(useSSL ? https : http) } as Transport,
    transportAgent: new agent({ keepAlive: true, maxSockets: connections }),
    // `retrying` below does it: also for lost connections, and without writing to the console.
    retryOptions: { disableRetry: true },
  });
}

type Transport = Pick<typeof http, 'request'>;

const patience = [408, 429, 500, 502, 503, 504];

/** As `transport` does, but an answer that asks for patience is an error with a code: the client would hide its status. */
function requestOf(transport: Transport) {
  return (options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest => {
    const request = transport.request(options, (response) => {
      const status = response.statusCode ?? 0;
      if (patience.includes(status)) request.destroy(Object.assign(new Error(`HTTP status ${status}`), { code: 'ServiceUnavailable' }));
      else onResponse(response);
    });
    return request;
  };
}

function misconfigured(variable: string, message: string): AlmanacError {
  return new AlmanacError('unavailable', `${variable} ${message}.`, [{ path: variable, message }]);
}

/** The code of an S3 answer (`NoSuchKey`), of a failed system call (`ECONNREFUSED`), or ''. */
export function s3Code(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const passing = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ServiceUnavailable'];
const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', ...passing];
const refused = ['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'Forbidden'];

/** Repeats a request, which must be harmless to repeat, when the connection was lost or the server asked for patience. */
export async function retrying<Result>(settings: S3Settings, request: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (!passing.includes(s3Code(error)) || attempt === 4) throw actionable(settings, error);
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt * (0.5 + Math.random() / 2)));
    }
  }
}

function actionable(settings: S3Settings, error: unknown): unknown {
  const code = s3Code(error);
  if (hasCode(error, ...unreachable)) {
    return new AlmanacError(
      'unavailable',
      `The S3 server at ${settings.endpoint} does not answer (${code}). See that it runs and that S3_ENDPOINT is right.`,
      [],
      { cause: error },
    );
  }
  if (refused.includes(code)) {
    const remedy = 'See that AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are right and may use the bucket.';
    return new AlmanacError(
      'unavailable',
      `The S3 server at ${settings.endpoint} refuses the bucket ${settings.bucket} (${code}). ${remedy}`,
      [],
      { cause: error },
    );
  }
  return error;
}
