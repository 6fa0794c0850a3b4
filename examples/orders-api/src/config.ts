import { resolve } from 'node:path';

/** Settings of the service, read once from the environment. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  logLevel: process.env.LOG_LEVEL ?? 'info',
  jwtSecret: process.env.JWT_SECRET ?? 'orders-dev-secret',
  exportDir: resolve(process.env.EXPORT_DIR ?? 'exports'),
  adminEmail: process.env.ADMIN_EMAIL,
  adminPassword: process.env.ADMIN_PASSWORD,
} as const;
