/** Several projects that one process lints: what was asked for one of them decides nothing about another. */
import { expect, it } from 'vitest';
import { withProgram, type Files } from './project.js';

function storeIn(folder: string): Files {
  return {
    'src/store.ts': 'export interface Store { find(name: string): Promise<unknown> }\n',
    [`src/${folder}/store.ts`]: `import { Pool } from 'pg';
import type { Store } from '../store.js';
export class PgStore implements Store {
  private readonly pool = new Pool();
  find(name: string) { return this.pool.query("SELECT * FROM items WHERE name = '" + name + "'"); }
}
`,
    'src/routes/app.ts': `import express from 'express';
import { Container } from 'some-container';
import type { Store } from '../store.js';
const app = express();
const store: Store = Container.get('store');
app.get('/items', async (req, res) => { res.json(await store.find(String(req.query.name))); });
`,
  };
}

function reported(files: Files): readonly number[] {
  return withProgram(files, ['no-sql-injection'], (lint) => lint('src/routes/app.ts').map(({ line }) => line));
}

it('finds the classes of an interface in each of them', () => {
  expect([reported(storeIn('pg')), reported(storeIn('database')), reported(storeIn('pg'))]).toEqual([[6], [6], [6]]);
});

it('leaves what one of them declares of a library out of the others', () => {
  const declaring = (has: boolean): Files => ({
    'types/fastify.d.ts': has
      ? "import type { Pool } from 'pg';\ndeclare module 'fastify' { interface FastifyInstance { db: Pool } }\nexport {};\n"
      : 'export {};\n',
    'types/fastify.ts': has
      ? "import type { Pool } from 'pg';\ndeclare module 'fastify' { interface FastifyInstance { db: Pool } }\nexport {};\n"
      : 'export {};\n',
    'src/routes/items.ts': `import type { FastifyInstance } from 'fastify';
export async function items(app: FastifyInstance) {
  app.get('/items', async (request) => app.db.query('SELECT * FROM items WHERE name = ' + (request.query as { name: string }).name));
}
`,
  });
  const lines = (has: boolean): readonly number[] =>
    withProgram(declaring(has), ['no-sql-injection'], (lint) => lint('src/routes/items.ts').map(({ line }) => line));
  expect([lines(true), lines(false), lines(true)]).toEqual([[3], [], [3]]);
});
