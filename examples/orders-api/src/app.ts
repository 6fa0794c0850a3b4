import express, { type Express } from 'express';
import helmet from 'helmet';
import { errorHandler, notFound } from './middleware/error-handler.js';
import { noStore } from './middleware/no-store.js';
import { apiLimiter } from './middleware/rate-limits.js';
import { adminRouter } from './routes/admin.routes.js';
import { authRouter } from './routes/auth.routes.js';
import { exportRouter } from './routes/export.routes.js';
import { orderRouter } from './routes/order.routes.js';
import { partnerRouter } from './routes/partner.routes.js';
import { searchRouter } from './routes/search.routes.js';
import { userRouter } from './routes/user.routes.js';

/** Builds the application; nothing listens yet. */
export function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');

  app.use(helmet());
  app.use(noStore);
  app.use(apiLimiter);
  app.use(express.json({ limit: '20kb' }));

  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.use('/auth', authRouter);
  app.use('/users', userRouter);
  app.use('/orders', orderRouter);
  app.use('/search', searchRouter);
  app.use('/exports', exportRouter);
  app.use('/partner', partnerRouter);
  app.use('/admin', adminRouter);

  app.use(notFound);
  app.use(errorHandler);
  return app;
}
