import type { NextFunction, Request, Response } from 'express';
import { logger } from '../logger.js';
import { verifyPartnerToken } from '../services/partner-token.service.js';
import { bearerToken } from './bearer-token.js';

/** Lets a request pass only with a valid token of a logistics partner. */
export function requirePartner(req: Request, res: Response, next: NextFunction): void {
  const token = bearerToken(req);
  const partner = token === undefined ? undefined : verifyPartnerToken(token);
  if (partner === undefined) {
    logger.warn('partner access without a valid token refused');
    res.status(401).json({ error: 'Unauthorized' });
    return;
  }
  next();
}
