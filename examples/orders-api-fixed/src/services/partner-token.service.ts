import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { config } from '../config.js';

const ISSUER = 'orders-api';
const AUDIENCE = 'partners';

const partnerClaims = z.object({ sub: z.string().min(1) });

/** A token for the warehouse software of a partner. */
export function signPartnerToken(partner: string): string {
  return jwt.sign({}, config.partnerTokenSecret, {
    algorithm: 'HS256',
    subject: partner,
    issuer: ISSUER,
    audience: AUDIENCE,
    expiresIn: '1h',
  });
}

/** The partner that a token names, or undefined when it is forged or expired. */
export function verifyPartnerToken(token: string): string | undefined {
  try {
    const claims = jwt.verify(token, config.partnerTokenSecret, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
    });
    return partnerClaims.safeParse(claims).data?.sub;
  } catch {
    return undefined;
  }
}
