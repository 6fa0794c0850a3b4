import { Router } from 'express';
import { login, returnAfterLogin } from '../controllers/auth.controller.js';
import { loginLimiter } from '../middleware/rate-limits.js';
import { asyncHandler } from '../utils/async-handler.js';

export const authRouter = Router();

authRouter.post('/login', loginLimiter, asyncHandler(login));
authRouter.get('/return', returnAfterLogin);
