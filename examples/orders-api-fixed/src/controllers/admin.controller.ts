import type { Request, Response } from 'express';
import { z } from 'zod';
import { logger } from '../logger.js';
import { currentUser } from '../middleware/require-user.js';
import { orderRepository } from '../repositories/order.repository.js';
import { userRepository } from '../repositories/user.repository.js';
import { signPartnerToken } from '../services/partner-token.service.js';
import { exportKilobytes } from '../services/storage.service.js';
import { createCustomer } from '../services/user.service.js';
import { HttpError } from '../utils/http-error.js';
import { displayName, email, idParams, newPassword, pageQuery } from './schemas.js';

const customerBody = z.object({ email, name: displayName, password: newPassword });
const partnerBody = z.object({ partner: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) });

/** GET /admin/users: a page of all users. */
export async function listUsers(req: Request, res: Response): Promise<void> {
  const { limit, offset } = pageQuery.parse(req.query);
  res.json({ users: await userRepository.list(limit, offset) });
}

/** POST /admin/users: creates a customer. */
export async function createUser(req: Request, res: Response): Promise<void> {
  const { email: address, name, password } = customerBody.parse(req.body);
  res.status(201).json({ user: await createCustomer(address, name, password) });
}

/** DELETE /admin/orders/:id: removes an order. */
export async function deleteOrder(req: Request, res: Response): Promise<void> {
  const { id } = idParams.parse(req.params);
  if (!(await orderRepository.remove(id))) {
    throw new HttpError(404, 'No such order');
  }
  logger.info({ adminId: currentUser(req).id, orderId: id }, 'order deleted');
  res.status(204).end();
}

/** POST /admin/partner-tokens: a token for a partner's software. */
export async function createPartnerToken(req: Request, res: Response): Promise<void> {
  const { partner } = partnerBody.parse(req.body);
  logger.info({ adminId: currentUser(req).id, partner }, 'partner token issued');
  res.status(201).json({ token: signPartnerToken(partner) });
}

/** GET /admin/storage: how much room the exports take. */
export async function showStorage(_req: Request, res: Response): Promise<void> {
  res.json({ kilobytes: await exportKilobytes() });
}
