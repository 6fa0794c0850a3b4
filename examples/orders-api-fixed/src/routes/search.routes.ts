import { Router } from 'express';
import { searchNotes, searchOrders } from '../controllers/search.controller.js';
import { requireUser } from '../middleware/require-user.js';
import { asyncHandler } from '../utils/async-handler.js';

export const searchRouter = Router();

searchRouter.use(requireUser);
searchRouter.get('/orders', asyncHandler(searchOrders));
searchRouter.get('/notes', asyncHandler(searchNotes));
