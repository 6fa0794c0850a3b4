import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentUser } from '../middleware/require-user.js';
import { SORT_KEYS } from '../repositories/order.repository.js';
import { getOrder, listOrders, placeOrder, redeemCoupon } from '../services/order.service.js';
import { idParams, pageQuery, plainText } from './schemas.js';

const listQuery = pageQuery.extend({ sort: z.enum(SORT_KEYS).default('created_at') });
const orderBody = z.object({
  productId: z.number().int().min(1).max(1_000_000),
  quantity: z.number().int().min(1).max(100),
  note: plainText.max(500).default(''),
});
const couponBody = z.object({ code: z.string().min(1).max(38) });

/** GET /orders: a page of the caller's orders. */
export async function index(req: Request, res: Response): Promise<void> {
  const { sort, limit, offset } = listQuery.parse(req.query);
  const orders = await listOrders(currentUser(req).id, { sort, limit, offset });
  res.json({ orders });
}

/** GET /orders/:id: one of the caller's orders. */
export async function show(req: Request, res: Response): Promise<void> {
  const { id } = idParams.parse(req.params);
  res.json({ order: await getOrder(currentUser(req).id, id) });
}

/** POST /orders: places an order. */
export async function create(req: Request, res: Response): Promise<void> {
  const { productId, quantity, note } = orderBody.parse(req.body);
  const order = await placeOrder(currentUser(req).id, productId, quantity, note);
  res.status(201).json({ order });
}

/** POST /orders/:id/coupon: takes a coupon off one of the caller's orders. */
export async function applyCoupon(req: Request, res: Response): Promise<void> {
  const { id } = idParams.parse(req.params);
  const { code } = couponBody.parse(req.body);
  res.json({ order: await redeemCoupon(currentUser(req).id, id, code) });
}
