import { z } from 'zod';

const MAX_INTEGER = 2_147_483_647;

/** The `:id` of a path. */
export const idParams = z.object({ id: z.coerce.number().int().min(1).max(MAX_INTEGER) });

/** Which part of a list is wanted; never more than a hundred entries. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** An e-mail address in the form in which it is stored. */
export const email = z.string().max(254).toLowerCase().pipe(z.email());

/** One line of text: PostgreSQL stores no NUL, and no name needs a control character. */
export const plainText = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u);

/** A displayed name. */
export const displayName = plainText.min(1).max(80);

/** A new password. bcrypt reads no more than 72 bytes. */
export const newPassword = z
  .string()
  .min(12)
  .max(72)
  .refine((value) => Buffer.byteLength(value) <= 72);

/** A password that is only compared. */
export const anyPassword = z.string().min(1).max(200);
