import { Router } from 'express';
import { applyCoupon, create, index, show } from '../controllers/order.controller.js';
import { costlyLimiter } from '../middleware/rate-limits.js';
import { requireUser } from '../middleware/require-user.js';
import { asyncHandler } from '../utils/async-handler.js';

export const orderRouter = Router();

orderRouter.use(requireUser);
orderRouter.get('/', asyncHandler(index));
orderRouter.post('/', costlyLimiter, asyncHandler(create));
orderRouter.get('/:id', asyncHandler(show));
orderRouter.post('/:id/coupon', costlyLimiter, asyncHandler(applyCoupon));
