import { query } from '../db.js';

/** An order as its owner sees it. */
export interface Order {
  readonly id: number;
  readonly product: string;
  readonly quantity: number;
  readonly total_cents: number;
  readonly note: string;
  readonly coupon_code: string | null;
}

/** An order as a partner sees it: what to pack. */
export interface PackingItem {
  readonly id: number;
  readonly product: string;
  readonly quantity: number;
}

/** By what a list may be sorted. */
export const SORT_KEYS = ['created_at', 'total_cents', 'id'] as const;

/** One of them. */
export type SortKey = (typeof SORT_KEYS)[number];

const ORDER_BY = {
  created_at: 'o.created_at, o.id',
  total_cents: 'o.total_cents, o.id',
  id: 'o.id',
} as const satisfies Record<SortKey, string>;

/** Which part of a list, and in which order. */
export interface OrderPage {
  readonly sort: SortKey;
  readonly limit: number;
  readonly offset: number;
}

const COLUMNS = 'o.id, p.name AS product, o.quantity, o.total_cents, o.note, o.coupon_code';
const TABLES = 'orders o JOIN products p ON p.id = o.product_id';

class OrderRepository {
  /** A page of a user's orders. */
  async list(userId: number, page: OrderPage): Promise<Order[]> {
    return query<Order>(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE o.user_id = $1 ORDER BY ${ORDER_BY[page.sort]} LIMIT $2 OFFSET $3`,
      [userId, page.limit, page.offset],
    );
  }

  /** A user's orders whose note holds the text. */
  async search(userId: number, text: string, limit: number): Promise<Order[]> {
    const where = 'o.user_id = $1 AND strpos(lower(o.note), lower($2)) > 0';
    const sql = `SELECT ${COLUMNS} FROM ${TABLES} WHERE ${where} ORDER BY o.id LIMIT $3`;
    return query<Order>(sql, [userId, text, limit]);
  }

  /** The notes of a user's latest orders. */
  async latestNotes(userId: number, limit: number): Promise<string[]> {
    const sql = 'SELECT note FROM orders WHERE user_id = $1 ORDER BY id DESC LIMIT $2';
    const rows = await query<{ note: string }>(sql, [userId, limit]);
    return rows.map((row) => row.note);
  }

  /** One order of a user. */
  async find(userId: number, orderId: number): Promise<Order | undefined> {
    const sql = `SELECT ${COLUMNS} FROM ${TABLES} WHERE o.user_id = $1 AND o.id = $2`;
    const [order] = await query<Order>(sql, [userId, orderId]);
    return order;
  }

  /** A page of what partners have to pack. */
  async listPacking(limit: number, offset: number): Promise<PackingItem[]> {
    const sql = `SELECT o.id, p.name AS product, o.quantity FROM ${TABLES} ORDER BY o.id LIMIT $1 OFFSET $2`;
    return query<PackingItem>(sql, [limit, offset]);
  }

  /** Adds an order at the product's price; undefined when the product is unknown. */
  async insert(userId: number, productId: number, quantity: number, note: string): Promise<Order | undefined> {
    const [row] = await query<{ id: number }>(
      `INSERT INTO orders (user_id, product_id, quantity, total_cents, note)
       SELECT $1, id, $3::integer, price_cents * $3::integer, $4 FROM products WHERE id = $2
       RETURNING id`,
      [userId, productId, quantity, note],
    );
    return row === undefined ? undefined : this.find(userId, row.id);
  }

  /** Takes a coupon's percentage off, once; undefined when there is nothing to change. */
  async applyCoupon(userId: number, orderId: number, code: string): Promise<Order | undefined> {
    const [row] = await query<{ id: number }>(
      `UPDATE orders o
       SET coupon_code = c.code, total_cents = o.total_cents * (100 - c.percent) / 100
       FROM coupons c
       WHERE o.user_id = $1 AND o.id = $2 AND c.code = $3 AND o.coupon_code IS NULL
       RETURNING o.id`,
      [userId, orderId, code],
    );
    return row === undefined ? undefined : this.find(userId, row.id);
  }

  /** Removes any order; whether there was one. */
  async remove(orderId: number): Promise<boolean> {
    const rows = await query<{ id: number }>('DELETE FROM orders WHERE id = $1 RETURNING id', [orderId]);
    return rows.length > 0;
  }
}

export const orderRepository = new OrderRepository();
