import { resolve } from 'node:path';
import { z } from 'zod';

const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    JWT_SECRET: z.string().min(32),
    PARTNER_TOKEN_SECRET: z.string().min(32),
    WEB_ORIGIN: z.url({ protocol: /^https$/ }),
    EXPORT_DIR: z.string().min(1).default('exports'),
    ADMIN_EMAIL: z.string().max(254).toLowerCase().pipe(z.email()).optional(),
    ADMIN_PASSWORD: z
      .string()
      .min(12)
      .max(72)
      .refine((value) => Buffer.byteLength(value) <= 72)
      .optional(),
  })
  .refine((env) => env.JWT_SECRET !== env.PARTNER_TOKEN_SECRET, { path: ['PARTNER_TOKEN_SECRET'] });

const parsed = settings.safeParse(process.env);
if (!parsed.success) {
  // Names only: a value may be a secret.
  const names = new Set(parsed.error.issues.map((issue) => issue.path.join('.')));
  throw new Error(`Missing or unusable settings: ${[...names].join(', ')}`);
}
const env = parsed.data;

/** Settings of the service, read once from the environment; it does not start without its secrets. */
export const config = {
  port: env.PORT,
  logLevel: env.LOG_LEVEL,
  jwtSecret: env.JWT_SECRET,
  partnerTokenSecret: env.PARTNER_TOKEN_SECRET,
  webOrigin: new URL(env.WEB_ORIGIN).origin,
  exportDir: resolve(env.EXPORT_DIR),
  adminEmail: env.ADMIN_EMAIL,
  adminPassword: env.ADMIN_PASSWORD,
} as const;
