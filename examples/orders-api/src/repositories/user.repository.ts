import { query } from '../db.js';

/** A user as other people may see it. */
export interface UserView {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: 'customer' | 'admin';
}

/** A user with what is needed to check a password or a token. */
export interface Credentials {
  readonly id: number;
  readonly role: 'customer' | 'admin';
  readonly password_hash: string;
  readonly token_version: number;
}

class UserRepository {
  /** The credentials under an address. */
  async findCredentials(email: string): Promise<Credentials | undefined> {
    const sql = 'SELECT id, role, password_hash, token_version FROM users WHERE email = $1';
    const [user] = await query<Credentials>(sql, [email]);
    return user;
  }

  /** The credentials of a user. */
  async findById(id: number): Promise<Credentials | undefined> {
    const sql = 'SELECT id, role, password_hash, token_version FROM users WHERE id = $1';
    const [user] = await query<Credentials>(sql, [id]);
    return user;
  }

  /** The profile of a user. */
  async findProfile(id: number): Promise<UserView | undefined> {
    const [user] = await query<UserView>('SELECT id, email, name, role FROM users WHERE id = $1', [id]);
    return user;
  }

  /** A page of all users. */
  async list(limit: number, offset: number): Promise<UserView[]> {
    return query<UserView>('SELECT id, email, name, role FROM users ORDER BY id LIMIT $1 OFFSET $2', [limit, offset]);
  }

  /** Adds a user; undefined when the address is taken. */
  async insert(
    email: string,
    name: string,
    role: UserView['role'],
    passwordHash: string,
  ): Promise<UserView | undefined> {
    const [user] = await query<UserView>(
      `INSERT INTO users (email, name, role, password_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (email) DO NOTHING
       RETURNING id, email, name, role`,
      [email, name, role, passwordHash],
    );
    return user;
  }

  /** Changes the displayed name. */
  async rename(id: number, name: string): Promise<UserView | undefined> {
    const sql = 'UPDATE users SET name = $2 WHERE id = $1 RETURNING id, email, name, role';
    const [user] = await query<UserView>(sql, [id, name]);
    return user;
  }

  /** Stores a new password hash; every token issued before is void. */
  async replacePassword(id: number, passwordHash: string): Promise<void> {
    const sql = 'UPDATE users SET password_hash = $2, token_version = token_version + 1 WHERE id = $1';
    await query(sql, [id, passwordHash]);
  }
}

export const userRepository = new UserRepository();
