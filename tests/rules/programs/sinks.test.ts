/** One call that leads to several sinks of other files is as many flaws. */
import { expect, it } from 'vitest';
import { reportsIn } from '../marked-files.js';

const FILES = {
  'store.ts': `import { Pool } from 'pg';
const pool = new Pool();
export async function both(name: string, order: string) {
  await pool.query("SELECT 1 FROM items WHERE name = '" + name + "'");
  await pool.query('SELECT 1 FROM items ORDER BY ' + order);
  return pool.query('SELECT 1 FROM items WHERE name = $1', [name]);
}
`,
  'app.ts': `import express from 'express';
import { both } from './store.js';
const app = express();
app.get('/', async (req, res) => {
  res.json(await both(String(req.query.name), String(req.query.order)));
});
`,
};

it('reports each of them, with the place that is meant', () => {
  const reports = reportsIn(FILES, ['no-sql-injection']);
  expect(reports.map(({ file, line }) => [file, line])).toEqual([
    ['app.ts', 5],
    ['app.ts', 5],
  ]);
  expect(reports.map(({ message }) => /`(req\.query\.\w+)`/.exec(message)?.[1])).toEqual([
    'req.query.name',
    'req.query.order',
  ]);
});

it('names the line of a sink that the data comes to in an object', () => {
  const [report, ...others] = reportsIn(
    {
      'routes.ts': `export const show = (ctx: { text: string; respond: (html: string) => void }) => {
  ctx.respond('<p>' + ctx.text + '</p>');
};
`,
      'app.ts': `import express from 'express';
import { show } from './routes.js';
const app = express();
app.get('/', (req, res) => {
  show({ text: String(req.query.text), respond: (html) => res.send(html) });
});
`,
    },
    ['no-reflected-xss'],
  );
  expect(others).toEqual([]);
  expect(report?.message).toMatch(/reaches the HTML answer of `Response\.send` through /);
});
