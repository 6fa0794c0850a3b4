import { PGlite } from '@electric-sql/pglite';

/** The embedded PostgreSQL of this process, in memory. */
export const db = new PGlite();

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text NOT NULL UNIQUE,
    name          text NOT NULL,
    role          text NOT NULL CHECK (role IN ('customer', 'admin')),
    password_hash text NOT NULL,
    token_version integer NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS products (
    id          integer PRIMARY KEY,
    name        text NOT NULL,
    price_cents integer NOT NULL CHECK (price_cents > 0)
  );
  CREATE TABLE IF NOT EXISTS coupons (
    code    text PRIMARY KEY,
    percent integer NOT NULL CHECK (percent BETWEEN 1 AND 90)
  );
  CREATE TABLE IF NOT EXISTS orders (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    product_id  integer NOT NULL REFERENCES products (id),
    quantity    integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
    total_cents integer NOT NULL,
    note        text NOT NULL DEFAULT '',
    coupon_code text REFERENCES coupons (code),
    created_at  timestamptz NOT NULL DEFAULT now()
  );
  INSERT INTO products (id, name, price_cents) VALUES
    (1, 'Notebook', 900), (2, 'Fountain pen', 4500), (3, 'Ink', 1200)
    ON CONFLICT DO NOTHING;
  INSERT INTO coupons (code, percent) VALUES
    ('SPRING-2026', 10), ('WELCOME', 15)
    ON CONFLICT DO NOTHING;
`;

/** Creates the tables and the products on sale. */
export async function migrate(): Promise<void> {
  await db.exec(SCHEMA);
}

/** Runs one statement and returns its rows. */
export async function query<Row>(text: string, params: unknown[] = []): Promise<Row[]> {
  const result = await db.query<Row>(text, params);
  return result.rows;
}
