import { Router } from 'express';
import { archive, create, download, index } from '../controllers/export.controller.js';
import { costlyLimiter } from '../middleware/rate-limits.js';
import { requireUser } from '../middleware/require-user.js';
import { asyncHandler } from '../utils/async-handler.js';

export const exportRouter = Router();

exportRouter.use(requireUser, costlyLimiter);
exportRouter.get('/', asyncHandler(index));
exportRouter.post('/', asyncHandler(create));
exportRouter.post('/archive', asyncHandler(archive));
exportRouter.get('/:name', download);
