import { orderRepository, type Order, type OrderPage } from '../repositories/order.repository.js';
import { HttpError } from '../utils/http-error.js';

const COUPON_CODE = /^[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,12}){0,2}$/;

/** A page of the user's orders. */
export async function listOrders(userId: number, page: OrderPage): Promise<Order[]> {
  return orderRepository.list(userId, page);
}

/** One order of the user. Throws 404. */
export async function getOrder(userId: number, orderId: number): Promise<Order> {
  const order = await orderRepository.find(userId, orderId);
  if (order === undefined) {
    throw new HttpError(404, 'No such order');
  }
  return order;
}

/** Places an order at the price of the catalogue. Throws 404 for an unknown product. */
export async function placeOrder(userId: number, productId: number, quantity: number, note: string): Promise<Order> {
  const order = await orderRepository.insert(userId, productId, quantity, note);
  if (order === undefined) {
    throw new HttpError(404, 'No such product');
  }
  return order;
}

/** Takes a coupon off an order that has none yet. Throws 400 or 409. */
export async function redeemCoupon(userId: number, orderId: number, code: string): Promise<Order> {
  if (!COUPON_CODE.test(code)) {
    throw new HttpError(400, 'Not a coupon code');
  }
  const order = await orderRepository.applyCoupon(userId, orderId, code);
  if (order === undefined) {
    throw new HttpError(409, 'The coupon cannot be applied');
  }
  return order;
}
