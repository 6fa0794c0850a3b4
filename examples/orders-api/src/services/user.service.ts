import { compare, hash } from 'bcryptjs';
import { userRepository, type UserView } from '../repositories/user.repository.js';
import { HttpError } from '../utils/http-error.js';

export const BCRYPT_COST = 12;

/** Creates the first administrator, when one is configured and missing. */
export async function ensureAdmin(email: string | undefined, password: string | undefined): Promise<void> {
  if (email === undefined || password === undefined) {
    return;
  }
  await userRepository.insert(email.toLowerCase(), 'Administrator', 'admin', await hash(password, BCRYPT_COST));
}

/** Creates a customer. Throws 409 when the address is taken. */
export async function createCustomer(email: string, name: string, password: string): Promise<UserView> {
  const user = await userRepository.insert(email, name, 'customer', await hash(password, BCRYPT_COST));
  if (user === undefined) {
    throw new HttpError(409, 'Address already in use');
  }
  return user;
}

/** Replaces the password and revokes all tokens. Throws 403 when the current one is wrong. */
export async function changePassword(userId: number, current: string, replacement: string): Promise<void> {
  const user = await userRepository.findById(userId);
  if (user === undefined || !(await compare(current, user.password_hash))) {
    throw new HttpError(403, 'The current password is wrong');
  }
  await userRepository.replacePassword(userId, await hash(replacement, BCRYPT_COST));
}
