import { Router } from 'express';
import { showProfile, updatePassword, updateProfile } from '../controllers/user.controller.js';
import { loginLimiter } from '../middleware/rate-limits.js';
import { requireUser } from '../middleware/require-user.js';
import { asyncHandler } from '../utils/async-handler.js';

export const userRouter = Router();

userRouter.use(requireUser);
userRouter.get('/me', asyncHandler(showProfile));
userRouter.patch('/me', asyncHandler(updateProfile));
userRouter.put('/me/password', loginLimiter, asyncHandler(updatePassword));
