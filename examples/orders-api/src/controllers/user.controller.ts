import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentUser } from '../middleware/require-user.js';
import { userRepository } from '../repositories/user.repository.js';
import { changePassword } from '../services/user.service.js';
import { anyPassword, displayName, newPassword } from './schemas.js';

const profileBody = z.object({ name: displayName });
const passwordBody = z.object({ current: anyPassword, replacement: newPassword });

/** GET /users/me: the caller's profile. */
export async function showProfile(req: Request, res: Response): Promise<void> {
  res.json({ user: await userRepository.findProfile(currentUser(req).id) });
}

/** PATCH /users/me: changes the caller's name. */
export async function updateProfile(req: Request, res: Response): Promise<void> {
  const { name } = profileBody.parse(req.body);
  res.json({ user: await userRepository.rename(currentUser(req).id, name) });
}

/** PUT /users/me/password: replaces the caller's password. */
export async function updatePassword(req: Request, res: Response): Promise<void> {
  const { current, replacement } = passwordBody.parse(req.body);
  await changePassword(currentUser(req).id, current, replacement);
  res.status(204).end();
}
