import type { Request, Response } from 'express';
import { z } from 'zod';
import { logger } from '../logger.js';
import { logIn } from '../services/auth.service.js';
import { anyPassword, email } from './schemas.js';

const loginBody = z.object({ email, password: anyPassword });
const returnQuery = z.object({ returnTo: z.string().min(1).max(500).default('/') });

/** POST /auth/login: an access token for an address and a password. */
export async function login(req: Request, res: Response): Promise<void> {
  const credentials = loginBody.parse(req.body);
  const token = await logIn(credentials.email, credentials.password);
  if (token === undefined) {
    logger.warn('login refused');
    res.status(401).json({ error: 'Wrong address or password' });
    return;
  }
  res.json({ token });
}

/** GET /auth/return: after the login, sends the browser back to the page that asked for it. */
export function returnAfterLogin(req: Request, res: Response): void {
  const { returnTo } = returnQuery.parse(req.query);
  res.redirect(303, returnTo);
}
