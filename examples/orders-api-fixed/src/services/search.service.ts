import { orderRepository, type Order } from '../repositories/order.repository.js';

/** The user's orders whose note holds the text. */
export async function findOrdersByText(userId: number, text: string, limit: number): Promise<Order[]> {
  return text === '' ? [] : orderRepository.search(userId, text, limit);
}

/** The notes of the user's latest orders. */
export async function latestNotes(userId: number): Promise<string[]> {
  return orderRepository.latestNotes(userId, 200);
}
