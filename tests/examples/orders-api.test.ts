import { setTimeout as sleep } from 'node:timers/promises';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveIn, type People, placeOrder } from './customers.js';
import { type Answer, ExampleService } from './service.js';

const SLOW = { timeout: 120_000 };

let flawed: ExampleService;
let repaired: ExampleService;
let flawedPeople: People;
let repairedPeople: People;

beforeAll(async () => {
  flawed = await ExampleService.start('orders-api');
  repaired = await ExampleService.start('orders-api-fixed');
  flawedPeople = await moveIn(flawed);
  repairedPeople = await moveIn(repaired);
  await placeOrder(flawed, flawedPeople.bob.token, 'a surprise of Bob');
  await placeOrder(repaired, repairedPeople.bob.token, 'a surprise of Bob');
}, 180_000);

afterAll(async () => {
  // Either may be missing when the other did not start.
  await (flawed as ExampleService | undefined)?.stop();
  await (repaired as ExampleService | undefined)?.stop();
}, 30_000);

/** What became of an answer within a bound: the answer, or `running`. */
async function within(milliseconds: number, answer: Promise<Answer>): Promise<Answer | 'running'> {
  answer.catch(() => undefined); // The process is ended while it still works.
  return Promise.race([answer, sleep(milliseconds, 'running' as const)]);
}

describe('what both services do', () => {
  it('serves a customer from the order to the table', SLOW, async () => {
    for (const [service, { bob }] of [[flawed, flawedPeople] as const, [repaired, repairedPeople] as const]) {
      const orderId = await placeOrder(service, bob.token, 'wrapped, with a card');
      const coupon = { method: 'POST', token: bob.token, body: { code: 'SPRING-2026' } } as const;
      expect((await service.request(`/orders/${String(orderId)}/coupon`, coupon)).text).toContain('"total_cents":1620');
      expect((await service.request(`/orders/${String(orderId)}/coupon`, coupon)).status).toBe(409);

      const list = await service.request('/orders', { token: bob.token, query: { sort: 'total_cents', limit: '1' } });
      expect(list.text).toContain('"total_cents":1620');
      expect(list.text).not.toContain('a surprise');
      const found = await service.request('/search/orders', { token: bob.token, query: { text: 'With a Card' } });
      expect(found.text).toContain('wrapped, with a card');
      const notes = await service.request('/search/notes', { token: bob.token, query: { pattern: 'WRAPPED' } });
      expect(JSON.parse(notes.text)).toEqual({ notes: ['wrapped, with a card'] });

      const create = { method: 'POST', token: bob.token, body: { delimiter: ';' } } as const;
      const { name } = JSON.parse((await service.request('/exports', create)).text) as { readonly name: string };
      const table = await service.request(`/exports/${name}`, { token: bob.token });
      expect(table.text).toContain(`${String(orderId)};Notebook;2;1620;`);
      const pack = { method: 'POST', token: bob.token, body: { files: [name] } } as const;
      expect((await service.request('/exports/archive', pack)).status).toBe(200);
    }
  });

  it('refuses callers without a token and customers in the administration', SLOW, async () => {
    for (const [service, { alice }] of [[flawed, flawedPeople] as const, [repaired, repairedPeople] as const]) {
      for (const path of ['/users/me', '/orders', '/search/orders', '/exports', '/partner/orders', '/admin/users']) {
        expect([path, (await service.request(path)).status]).toEqual([path, 401]);
      }
      expect((await service.request('/admin/users', { token: alice.token })).status).toBe(403);
    }
  });

  it('keeps an order from other customers where no flaw is used', SLOW, async () => {
    for (const [service, people] of [[flawed, flawedPeople] as const, [repaired, repairedPeople] as const]) {
      const orderId = await placeOrder(service, people.bob.token, 'only for Bob');
      expect((await service.request(`/orders/${String(orderId)}`, { token: people.alice.token })).status).toBe(404);
      expect((await service.request(`/orders/${String(orderId)}`, { token: people.bob.token })).status).toBe(200);
    }
  });
});

describe('no-sql-injection', () => {
  it('lets a search text read the orders of everybody, and password hashes', SLOW, async () => {
    const everything = { text: "' OR o.note LIKE '" };
    const union = { text: "' UNION SELECT id, email, 0, 0, password_hash, role FROM users LIMIT $2 --" };

    const leaked = await flawed.request('/search/orders', { token: flawedPeople.alice.token, query: everything });
    expect(leaked.text).toContain('a surprise of Bob');
    const hashes = await flawed.request('/search/orders', { token: flawedPeople.alice.token, query: union });
    expect(hashes.text).toMatch(/\$2[aby]\$12\$/);

    for (const query of [everything, union]) {
      const answer = await repaired.request('/search/orders', { token: repairedPeople.alice.token, query });
      expect(answer).toMatchObject({ status: 200, text: '{"orders":[]}' });
    }
  });

  it('lets the order of a list answer questions about the password hash of the administrator', SLOW, async () => {
    const sortIf = (character: string): string =>
      `(SELECT CASE WHEN left(password_hash, 1) = '${character}' THEN o.id ELSE -o.id END FROM users WHERE role = 'admin')`;
    const idsWhen = async (service: ExampleService, token: string, character: string): Promise<Answer> =>
      service.request('/orders', { token, query: { sort: sortIf(character) } });

    const { token } = flawedPeople.alice;
    const ids = [await placeOrder(flawed, token, 'first'), await placeOrder(flawed, token, 'second')];
    const read = (answer: Answer): readonly number[] =>
      (JSON.parse(answer.text) as { readonly orders: readonly { readonly id: number }[] }).orders.map(({ id }) => id);
    expect(read(await idsWhen(flawed, token, '$'))).toEqual(ids);
    expect(read(await idsWhen(flawed, token, 'x'))).toEqual(ids.toReversed());

    expect((await idsWhen(repaired, repairedPeople.alice.token, '$')).status).toBe(400);
  });
});

describe('no-command-injection', () => {
  it('runs a command that stands in the delimiter of a table', SLOW, async () => {
    const name = 'orders-00000000-0000-4000-8000-000000000000.csv';
    const delimiter = `;/' *.csv; echo "marker $((6 * 7))" > ${name}; true '`;
    const create = { method: 'POST', body: { delimiter } } as const;

    const { token } = flawedPeople.alice;
    expect((await flawed.request('/exports', { ...create, token })).status).toBe(201);
    expect((await flawed.request(`/exports/${name}`, { token })).text).toBe('marker 42\n');

    const refused = await repaired.request('/exports', { ...create, token: repairedPeople.alice.token });
    expect(refused.status).toBe(400);
    const absent = await repaired.request(`/exports/${name}`, { token: repairedPeople.alice.token });
    expect(absent.status).toBe(404);
  });
});

describe('no-argument-injection', () => {
  it('runs a command by options of tar among the names of files', SLOW, async () => {
    const marker = 'marker-42.csv';
    const options = ['--checkpoint=1', '--checkpoint-action=exec=touch marker-$((6*7)).csv'];
    const attack = async (service: ExampleService, token: string): Promise<number> => {
      const { text } = await service.request('/exports', { method: 'POST', token, body: {} });
      const { name } = JSON.parse(text) as { readonly name: string };
      const body = { files: [...options, name] };
      return (await service.request('/exports/archive', { method: 'POST', token, body })).status;
    };

    expect(await attack(flawed, flawedPeople.bob.token)).toBe(200);
    expect((await flawed.request('/exports', { token: flawedPeople.bob.token })).text).toContain(marker);

    expect(await attack(repaired, repairedPeople.bob.token)).toBe(400);
    expect((await repaired.request('/exports', { token: repairedPeople.bob.token })).text).not.toContain(marker);
  });
});

describe('no-shell', () => {
  it('lets the shell read the name of the export folder; the second service passes it as one argument', async () => {
    const flawedAnswer = await flawed.request('/admin/storage', { token: flawedPeople.admin });
    expect(JSON.parse(flawedAnswer.text)).toEqual({ kilobytes: 4242 });

    const repairedAnswer = await repaired.request('/admin/storage', { token: repairedPeople.admin });
    expect(repairedAnswer.text).toMatch(/^\{"kilobytes":[1-9]\d{0,2}\}$/);
  });
});

describe('no-redos', () => {
  const body = { code: `${'A'.repeat(40)}!` };

  it('blocks the first service by a coupon code', SLOW, async () => {
    const service = await ExampleService.start('orders-api');
    try {
      const { alice } = await moveIn(service);
      const path = `/orders/${String(await placeOrder(service, alice.token, ''))}/coupon`;
      const answer = service.request(path, { method: 'POST', token: alice.token, body });
      expect(await within(1_500, answer)).toBe('running');
      expect(await within(500, service.request('/health'))).toBe('running');
    } finally {
      await service.stop();
    }
  });

  it('is refused by the second one', SLOW, async () => {
    const { token } = repairedPeople.alice;
    const path = `/orders/${String(await placeOrder(repaired, token, ''))}/coupon`;
    expect((await repaired.request(path, { method: 'POST', token, body })).status).toBe(400);
    const longest = { code: `${'A'.repeat(37)}!` };
    expect((await repaired.request(path, { method: 'POST', token, body: longest })).status).toBe(400);
  });
});

describe('no-dynamic-regexp', () => {
  const note = `${'a'.repeat(40)}!`;
  const query = { pattern: '(a+)+$' };

  it('blocks the first service by a pattern', SLOW, async () => {
    const service = await ExampleService.start('orders-api');
    try {
      const { alice } = await moveIn(service);
      await placeOrder(service, alice.token, note);
      const answer = service.request('/search/notes', { token: alice.token, query });
      expect(await within(1_500, answer)).toBe('running');
      expect(await within(500, service.request('/health'))).toBe('running');
    } finally {
      await service.stop();
    }
  });

  it('is only a text for the second one', SLOW, async () => {
    const { token } = repairedPeople.alice;
    await placeOrder(repaired, token, note);
    await placeOrder(repaired, token, 'why (a+)+$ takes for ever');
    const answer = await repaired.request('/search/notes', { token, query });
    expect(JSON.parse(answer.text)).toEqual({ notes: ['why (a+)+$ takes for ever'] });
  });
});

describe('no-open-redirect', () => {
  const foreign = [
    'https://evil.example/login',
    '//evil.example/',
    '/\\evil.example',
    'https://shop.example@evil.example/',
  ];

  it('leads to another host after the login', async () => {
    for (const returnTo of foreign) {
      const { status, location } = await flawed.request('/auth/return', { query: { returnTo } });
      expect(status).toBe(303);
      expect(new URL(location ?? '', 'https://shop.example').host).toBe('evil.example');
    }
  });

  it('stays at the web application in the second service', async () => {
    for (const returnTo of [...foreign, 'javascript:alert(1)', 'https://[', '///evil.example', '/.//evil.example']) {
      const { status, location } = await repaired.request('/auth/return', { query: { returnTo } });
      expect(status).toBe(303);
      expect(new URL(location ?? '').origin).toBe('https://shop.example');
    }
    const inside = await repaired.request('/auth/return', { query: { returnTo: '/orders?page=2' } });
    expect(inside.location).toBe('https://shop.example/orders?page=2');
  });
});

describe('require-authorization', () => {
  it('lets anybody delete an order', async () => {
    const orderId = await placeOrder(flawed, flawedPeople.alice.token, 'not wanted by others');
    expect((await flawed.request(`/admin/orders/${String(orderId)}`, { method: 'DELETE' })).status).toBe(204);
    const gone = await flawed.request(`/orders/${String(orderId)}`, { token: flawedPeople.alice.token });
    expect(gone.status).toBe(404);
  });

  it('asks for an administrator in the second service', async () => {
    const { admin, alice, bob } = repairedPeople;
    const path = `/orders/${String(await placeOrder(repaired, alice.token, 'not wanted by others'))}`;
    expect((await repaired.request(`/admin${path}`, { method: 'DELETE' })).status).toBe(401);
    expect((await repaired.request(`/admin${path}`, { method: 'DELETE', token: bob.token })).status).toBe(403);
    expect((await repaired.request(path, { token: alice.token })).status).toBe(200);
    expect((await repaired.request(`/admin${path}`, { method: 'DELETE', token: admin })).status).toBe(204);
  });
});

describe('no-hardcoded-secrets', () => {
  it('accepts the token of a partner signed with the secret of the source', async () => {
    const options = { issuer: 'orders-api', audience: 'partners', subject: 'nobody', expiresIn: '5m' } as const;
    const token = jwt.sign({}, 'wh-partners-7Kd2mQx9vTz4', options);
    const packing = await flawed.request('/partner/orders', { token });
    expect(packing.status).toBe(200);
    expect(packing.text).toContain('"product":"Notebook"');
    expect((await repaired.request('/partner/orders', { token })).status).toBe(401);
  });

  it('lets a real partner in, in both services', async () => {
    for (const [service, { admin }] of [[flawed, flawedPeople] as const, [repaired, repairedPeople] as const]) {
      const issue = { method: 'POST', token: admin, body: { partner: 'north-warehouse' } } as const;
      const { token } = JSON.parse((await service.request('/admin/partner-tokens', issue)).text) as { token: string };
      expect((await service.request('/partner/orders', { token })).status).toBe(200);
    }
  });
});

describe('no-fallback-secret', () => {
  it('accepts an administrator signed with the secret that stands in for a missing one', async () => {
    const options = { issuer: 'orders-api', audience: 'customers', subject: '1', expiresIn: '5m' } as const;
    const token = jwt.sign({ version: 0 }, 'orders-dev-secret', options);
    const users = await flawed.request('/admin/users', { token });
    expect(users.status).toBe(200);
    expect(users.text).toContain('bob@shop.test');
    expect((await repaired.request('/admin/users', { token })).status).toBe(401);
  });

  it('does not start the second service without its secrets, and prints none', SLOW, async () => {
    const env = { PARTNER_TOKEN_SECRET: 'too-short', WEB_ORIGIN: 'https://shop.example' };
    const start = ExampleService.start('orders-api-fixed', env);
    await expect(start).rejects.toThrow('Missing or unusable settings: JWT_SECRET, PARTNER_TOKEN_SECRET');
    await expect(start).rejects.not.toThrow('too-short');
  });
});
