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

const adminOnly = [requireUser, requireRole('admin'), costlyLimiter];

adminRouter.get('/users', adminOnly, asyncHandler(listUsers));
adminRouter.post('/users', adminOnly, asyncHandler(createUser));
adminRouter.delete('/orders/:id', asyncHandler(deleteOrder));
adminRouter.post('/partner-tokens', adminOnly, asyncHandler(createPartnerToken));
adminRouter.get('/storage', adminOnly, asyncHandler(showStorage));
