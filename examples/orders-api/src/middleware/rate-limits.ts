import { rateLimit } from 'express-rate-limit';

const MINUTE = 60_000;

/** For everything. */
export const apiLimiter = rateLimit({ windowMs: MINUTE, limit: 300, standardHeaders: 'draft-8', legacyHeaders: false });

/** For passwords: few attempts. */
export const loginLimiter = rateLimit({
  windowMs: 15 * MINUTE,
  limit: 20,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
});

/** For orders, coupons and exports: what costs money, or disk and processor. */
export const costlyLimiter = rateLimit({
  windowMs: MINUTE,
  limit: 60,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
});
