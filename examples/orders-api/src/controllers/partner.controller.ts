import type { Request, Response } from 'express';
import { orderRepository } from '../repositories/order.repository.js';
import { pageQuery } from './schemas.js';

/** GET /partner/orders: a page of what is to be packed. */
export async function listPacking(req: Request, res: Response): Promise<void> {
  const { limit, offset } = pageQuery.parse(req.query);
  res.json({ orders: await orderRepository.listPacking(limit, offset) });
}
