import { ADMIN, type ExampleService } from './service.js';

/** A user of an example, logged in. */
export interface Customer {
  readonly id: number;
  readonly token: string;
}

/** The tokens of the people in a started example. */
export interface People {
  readonly admin: string;
  readonly alice: Customer;
  readonly bob: Customer;
}

/** Logs in. Throws when the example refuses. */
async function logIn(service: ExampleService, email: string, password: string): Promise<string> {
  const answer = await service.request('/auth/login', { method: 'POST', body: { email, password } });
  const { token } = JSON.parse(answer.text) as { readonly token?: string };
  if (token === undefined) {
    throw new Error(`login refused: ${answer.text}`);
  }
  return token;
}

async function addCustomer(service: ExampleService, admin: string, name: string): Promise<Customer> {
  const account = { email: `${name}@shop.test`, password: `a long password of ${name}` };
  const answer = await service.request('/admin/users', { method: 'POST', token: admin, body: { ...account, name } });
  const { user } = JSON.parse(answer.text) as { readonly user: { readonly id: number } };
  return { id: user.id, token: await logIn(service, account.email, account.password) };
}

/** Creates two customers beside the administrator and logs all of them in. */
export async function moveIn(service: ExampleService): Promise<People> {
  const admin = await logIn(service, ADMIN.email, ADMIN.password);
  const alice = await addCustomer(service, admin, 'alice');
  const bob = await addCustomer(service, admin, 'bob');
  return { admin, alice, bob };
}

/** Places an order and returns its id. Throws when the example refuses. */
export async function placeOrder(service: ExampleService, token: string, note: string): Promise<number> {
  const body = { productId: 1, quantity: 2, note };
  const answer = await service.request('/orders', { method: 'POST', token, body });
  if (answer.status !== 201) {
    throw new Error(`order refused: ${answer.text}`);
  }
  return (JSON.parse(answer.text) as { readonly order: { readonly id: number } }).order.id;
}
