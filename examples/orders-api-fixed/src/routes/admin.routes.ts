import { Router } from 'express';
import {
  createPartnerToken,
  createUser,
  deleteOrder,
  listUsers,
  showStorage,
} from '../controllers/admin.controller.js';
import { costlyLimiter } from '../middleware/rate-limits.js';
import { requireRole, requireUser } from '../middleware/require-user.js';
import { asyncHandler } from '../utils/async-handler.js';

export const adminRouter = Router();

adminRouter.use(requireUser, requireRole('admin'), costlyLimiter);
adminRouter.get('/users', asyncHandler(listUsers));
adminRouter.post('/users', asyncHandler(createUser));
adminRouter.delete('/orders/:id', asyncHandler(deleteOrder));
adminRouter.post('/partner-tokens', asyncHandler(createPartnerToken));
adminRouter.get('/storage', asyncHandler(showStorage));
