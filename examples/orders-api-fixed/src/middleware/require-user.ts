import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { logger } from '../logger.js';
import { authenticate, type CurrentUser } from '../services/auth.service.js';
import { HttpError } from '../utils/http-error.js';
import { bearerToken } from './bearer-token.js';

declare global {
  namespace Express {
    interface Request {
      user?: CurrentUser;
    }
  }
}

/** Lets a request pass only with a valid access token of a known user, who is then `req.user`. */
export async function requireUser(req: Request, res: Response, next: NextFunction): Promise<void> {
  try {
    const token = bearerToken(req);
    const user = token === undefined ? undefined : await authenticate(token);
    if (user === undefined) {
      logger.warn('access without a valid token refused');
      res.status(401).json({ error: 'Unauthorized' });
      return;
    }
    req.user = user;
    next();
  } catch (error) {
    next(error);
  }
}

/** Lets a request of `requireUser` pass only when the user has the role. */
export function requireRole(role: CurrentUser['role']): RequestHandler {
  return (req, res, next) => {
    if (req.user?.role !== role) {
      logger.warn({ userId: req.user?.id }, 'access without the role refused');
      res.status(403).json({ error: 'Forbidden' });
      return;
    }
    next();
  };
}

/** The user that `requireUser` has found. Throws where that guard is missing. */
export function currentUser(req: Request): CurrentUser {
  if (req.user === undefined) {
    throw new HttpError(401, 'Unauthorized');
  }
  return req.user;
}
