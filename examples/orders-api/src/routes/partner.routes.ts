import { Router } from 'express';
import { listPacking } from '../controllers/partner.controller.js';
import { requirePartner } from '../middleware/require-partner.js';
import { asyncHandler } from '../utils/async-handler.js';

export const partnerRouter = Router();

partnerRouter.use(requirePartner);
partnerRouter.get('/orders', asyncHandler(listPacking));
