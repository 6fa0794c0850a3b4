import { compare, hash } from 'bcryptjs';
import { randomBytes } from 'node:crypto';
import { userRepository } from '../repositories/user.repository.js';
import { signAccessToken, verifyAccessToken } from './access-token.service.js';
import { BCRYPT_COST } from './user.service.js';

/** The user of a request. */
export interface CurrentUser {
  readonly id: number;
  readonly role: 'customer' | 'admin';
}

/** Compared with for an unknown address, so that both answers take the same time. */
const nobody = hash(randomBytes(24).toString('hex'), BCRYPT_COST);

/** An access token for the right password, else undefined. */
export async function logIn(email: string, password: string): Promise<string | undefined> {
  const user = await userRepository.findCredentials(email);
  const matches = await compare(password, user?.password_hash ?? (await nobody));
  return user !== undefined && matches ? signAccessToken(user.id, user.token_version) : undefined;
}

/** The user of a valid token that has not been revoked, else undefined. */
export async function authenticate(token: string): Promise<CurrentUser | undefined> {
  const claims = verifyAccessToken(token);
  if (claims === undefined) {
    return undefined;
  }
  const user = await userRepository.findById(claims.sub);
  return user?.token_version === claims.version ? { id: user.id, role: user.role } : undefined;
}
