import pino from 'pino';
import { env } from './env';

/** Structured logs on standard error; secrets never reach them. */
export const logger = pino(
  {
    level: env().LOG_LEVEL,
    base: undefined,
    redact: {
      paths: ['*.password', '*.authorization', '*.cookie', '*.apiKey', '*.secretKey', 'headers.authorization', 'headers.cookie'],
      censor: '[redacted]',
    },
  },
  pino.destination({ dest: 2, sync: true }),
);
