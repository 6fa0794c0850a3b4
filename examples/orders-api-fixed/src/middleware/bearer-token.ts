import type { Request } from 'express';

/** The token of the Authorization header (RFC 6750, section 2.1), or undefined. */
export function bearerToken(req: Request): string | undefined {
  const header = req.get('authorization');
  return header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length) : undefined;
}
