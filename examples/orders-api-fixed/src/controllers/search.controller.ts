import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentUser } from '../middleware/require-user.js';
import { findOrdersByText, latestNotes } from '../services/search.service.js';
import { escapeRegExp } from '../utils/escape-regexp.js';
import { plainText } from './schemas.js';

const textQuery = z.object({
  text: plainText.max(200).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const patternQuery = z.object({ pattern: plainText.min(1).max(200) });

/** GET /search/orders: the caller's orders whose note holds a text. */
export async function searchOrders(req: Request, res: Response): Promise<void> {
  const { text, limit } = textQuery.parse(req.query);
  const orders = await findOrdersByText(currentUser(req).id, text, limit);
  res.json({ orders });
}

/** GET /search/notes: the notes of the caller's latest orders that hold a text, in whatever case. */
export async function searchNotes(req: Request, res: Response): Promise<void> {
  const { pattern } = patternQuery.parse(req.query);
  const matcher = new RegExp(escapeRegExp(pattern), 'i');
  const notes = await latestNotes(currentUser(req).id);
  res.json({ notes: notes.filter((note) => matcher.test(note)) });
}
