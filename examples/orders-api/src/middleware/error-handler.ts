import type { NextFunction, Request, Response } from 'express';
import { ZodError } from 'zod';
import { logger } from '../logger.js';
import { HttpError } from '../utils/http-error.js';

/** Answers 404 for every unknown path. */
export function notFound(_req: Request, res: Response): void {
  res.status(404).json({ error: 'Not found' });
}

/** Express reads the number of parameters: four make an error handler. */
export function errorHandler(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ZodError) {
    const fields = error.issues.map((issue) => issue.path.join('.'));
    logger.warn({ fields }, 'request refused');
    res.status(400).json({ error: 'Invalid request', fields });
    return;
  }
  if (error instanceof HttpError) {
    logger.warn({ status: error.status, reason: error.message }, 'request refused');
    res.status(error.status).json({ error: error.message });
    return;
  }
  if (isClientError(error)) {
    logger.warn({ status: error.status }, 'request refused');
    res.status(error.status).json({ error: 'Bad request' });
    return;
  }
  logger.error(describe(error), 'request failed');
  res.status(500).json({ error: 'Internal error' });
}

/** Whether the body parser refused the request (malformed JSON, too large). */
function isClientError(error: unknown): error is { readonly status: number } {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  );
}

/** What the log may hold of a failure: a database error also carries the values of its statement. */
function describe(error: unknown): object {
  return error instanceof Error ? { name: error.name, reason: error.message, stack: error.stack } : { name: 'unknown' };
}
