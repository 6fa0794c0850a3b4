import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { config } from '../config.js';

const ISSUER = 'orders-api';
const AUDIENCE = 'customers';

const accessClaims = z.object({
  sub: z.coerce.number().int().positive(),
  version: z.number().int().nonnegative(),
});

/** What an access token says: whose it is, and for which generation of that user's tokens. */
export type AccessClaims = z.infer<typeof accessClaims>;

/** A token that names the user for a quarter of an hour. */
export function signAccessToken(userId: number, version: number): string {
  return jwt.sign({ version }, config.jwtSecret, {
    algorithm: 'HS256',
    subject: String(userId),
    issuer: ISSUER,
    audience: AUDIENCE,
    expiresIn: '15m',
  });
}

/** The claims of a token, or undefined when it is forged, expired or not for this service. */
export function verifyAccessToken(token: string): AccessClaims | undefined {
  try {
    const claims = jwt.verify(token, config.jwtSecret, { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE });
    return accessClaims.safeParse(claims).data;
  } catch {
    return undefined;
  }
}
