import { pino } from 'pino';
import { config } from './config.js';

/** Structured log, one JSON object a line. */
export const logger = pino({
  level: config.logLevel,
  redact: ['password', 'token', 'authorization', '*.password', '*.token', '*.authorization'],
});
