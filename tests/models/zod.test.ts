import { fixture } from './harness.js';

fixture(
  'zod: schemas and what they leave possible',
  `
import { Router } from 'express';
import { Pool } from 'pg';
import * as z4 from 'zod/v4';
import { z, object, string } from 'zod';

const pool = new Pool();
const run = (text: string) => pool.query(text);
export const routes = Router();

const Base = z.object({ sort: z.enum(['a', 'b']), note: z.string(), id: z.uuid() });
const Extended = Base.extend({ page: z.coerce.number().max(9) }).omit({ note: true });
const Kind = z.discriminatedUnion('kind', [z.object({ kind: z.literal('one'), code: z.string().regex(/^[a-z]+$/) }), z.object({ kind: z.literal('two'), code: z.string().length(3) })]);
const Same = z.discriminatedUnion('kind', [z.object({ kind: z.literal('one'), code: z.string().regex(/^[a-z]+$/) }), z.object({ kind: z.literal('two'), code: z.int() })]);
type Base = z.infer<typeof Base>;

routes.post('/a', (req) => {
  const base: Base = Base.parse(req.body);
  void pool.query(base.sort); // quiet
  void pool.query(base.note); // sink sql
  void pool.query("SELECT '" + base.id + "'"); // quiet
  const extended = Extended.parse(req.body);
  void pool.query('SELECT ' + extended.page + extended.sort); // quiet
  void pool.query('SELECT ' + Base.shape.sort.parse(req.query.s)); // quiet
  void pool.query('SELECT ' + Base.shape.note.parse(req.query.n)); // sink sql
  const kind = Kind.parse(req.body);
  void pool.query("SELECT '" + kind.code + "'"); // sink sql
  void pool.query("SELECT '" + Same.parse(req.body).code + "'"); // quiet
});

const Both = z.intersection(z.object({ filters: z.object({ sort: z.enum(['a', 'b']), note: z.string() }) }), Kind);

routes.post('/both', (req) => {
  const both = Both.parse(req.body);
  void pool.query('SELECT ' + both.filters.sort); // quiet
  void pool.query('SELECT ' + both.filters.note); // sink sql
  void pool.query('SELECT ' + both.kind); // quiet
  void pool.query("SELECT '" + both.code + "'"); // sink sql
  for (const key of Object.keys(both.filters)) void pool.query('SELECT ' + key); // quiet
});

routes.post('/lists', (req) => {
  const list = z.array(z.enum(['a', 'b'])).parse(req.body.list);
  const texts = z.array(z.string()).parse(req.body.texts);
  void pool.query(list.join(', ')); // quiet
  void pool.query(texts.join(', ')); // sink sql
  for (const each of list) void pool.query(each); // quiet
  for (const each of texts) void pool.query(each); // sink sql
  const [first, second] = z.tuple([z.number(), z.string()]).parse(req.body.pair);
  void pool.query('SELECT ' + first); // quiet
  void pool.query('SELECT ' + second); // sink sql
  const record = z.record(z.string(), z.number()).parse(req.body.record);
  void pool.query('SELECT ' + record.x); // quiet
  for (const key of Object.keys(record)) void pool.query(key); // sink sql
  const set = z.record(z.enum(['a', 'b']), z.boolean()).parse(req.body.record);
  for (const key of Object.keys(set)) void pool.query(key); // quiet
});

routes.post('/imports', (req) => {
  const parsed = object({ text: string(), sort: z4.enum(['a']) }).parse(req.body);
  void pool.query(parsed.text); // sink sql
  void pool.query(parsed.sort); // quiet
});

routes.post('/partial', (req) => {
  const { sort = 'a', note } = Base.partial().parse(req.body);
  void pool.query(sort); // quiet
  void pool.query(note ?? ''); // sink sql
  const loose = Base.loose().parse(req.body) as Record<string, string>;
  void pool.query(loose.other); // sink sql
  const strict = Base.parse(req.body) as Record<string, string>;
  void pool.query(strict.other); // quiet
  const rest = Base.catchall(z.number()).parse(req.body) as Record<string, string>;
  void pool.query('SELECT ' + rest.other); // quiet
});

routes.post('/caught', (req) => {
  try {
    Base.parse(req.body);
  } catch {
    void pool.query(req.body.sort); // sink sql
  }
  void pool.query(req.body.sort); // sink sql
});

routes.post('/caught-and-left', (req, res) => {
  try {
    Base.parse(req.body);
  } catch {
    return res.sendStatus(400);
  }
  void pool.query(req.body.sort); // quiet
  void pool.query(req.body.note); // sink sql
});

routes.post('/awaited', async (req) => {
  const result = await Base.safeParseAsync(req.body);
  if (result.error) return;
  void pool.query(result.data.sort); // quiet
  void pool.query(result.data.note); // sink sql
});

routes.post('/refined', async (req) => {
  const asked = z.string().refine(async (text) => ['a', 'b'].includes(text));
  void pool.query(await asked.parseAsync(req.body.sort)); // quiet
  const checked = z.string().check((ctx) => {
    if (!/^[a-z]+$/.test(ctx.value)) ctx.issues.push({ code: 'custom', message: 'no', input: ctx.value });
  });
  void pool.query('SELECT ' + checked.parse(req.body.sort)); // quiet
  const warned = z.string().superRefine((text) => {
    if (!/^[a-z]+$/.test(text)) console.warn('no');
  });
  void pool.query('SELECT ' + warned.parse(req.body.other)); // sink sql
});

const Tree: z.ZodType = z.lazy(() => z.object({ name: z.string(), size: z.number(), children: z.array(Tree) }));
routes.post('/tree', (req) => {
  const tree = Tree.parse(req.body) as { name: string; size: number; children: { size: number; name: string }[] };
  void pool.query('SELECT ' + tree.size); // quiet
  void pool.query('SELECT ' + tree.name); // sink sql
  for (const child of tree.children) void pool.query('SELECT ' + child.size); // quiet
  for (const child of tree.children) void pool.query('SELECT ' + child.name); // sink sql
});
void run;
`,
);

fixture(
  'zod: an object of the program tells which option of a union it has',
  `
import { Router } from 'express';
import { Pool } from 'pg';
import { z } from 'zod';

const pool = new Pool();
export const routes = Router();
const word = z.string().regex(/^[a-z]+$/);
const joining = z.union([z.object({ team: word, slug: word }), z.object({ name: word, sort: word })]);
const loose = z.union([z.object({ team: word.optional() }), z.object({ name: word, sort: word })]);
const tagged = z.union([z.object({ kind: z.literal('a'), sort: z.string() }), z.object({ kind: z.literal('b'), sort: word })]);

routes.post('/a', (req) => {
  const { team, slug, name, sort } = req.body;
  joining.parse({ name, sort });
  void pool.query("SELECT '" + sort + "'"); // quiet
  void pool.query("SELECT '" + team + "'"); // sink sql
  joining.parse({ team, slug });
  void pool.query("SELECT '" + team + "'"); // quiet
});
routes.post('/b', (req) => {
  const { name, sort } = req.body;
  loose.parse({ name, sort });
  void pool.query("SELECT '" + sort + "'"); // sink sql
});
routes.post('/c', (req) => {
  void pool.query("SELECT '" + tagged.parse({ kind: 'b', sort: req.body.one }).sort + "'"); // quiet
  void pool.query("SELECT '" + tagged.parse({ kind: 'a', sort: req.body.two }).sort + "'"); // sink sql
  void pool.query("SELECT '" + tagged.parse({ kind: req.body.kind, sort: req.body.three }).sort + "'"); // sink sql
  void pool.query("SELECT '" + tagged.parse({ ...req.query }).sort + "'"); // sink sql
});
`,
);

fixture(
  'zod-express-middleware: what fails is answered, what passes stays as it is or is replaced',
  `
import { Router } from 'express';
import { Pool } from 'pg';
import { z } from 'zod';
import { processRequest, processRequestQuery, validateRequest, validateRequestBody } from 'zod-express-middleware';
import { elsewhere } from 'some-package';

const pool = new Pool();
export const routes = Router();
const word = z.string().regex(/^[a-z]+$/);

routes.post('/a', validateRequest({ body: z.object({ sort: word, text: z.string() }), query: elsewhere }), (req) => {
  void pool.query('SELECT ' + req.body.sort); // quiet
  void pool.query('SELECT ' + req.body.text); // sink sql
  void pool.query('SELECT ' + req.body.other); // sink sql
  void pool.query('SELECT ' + req.query.sort); // sink sql
});
routes.post('/b', validateRequestBody(z.object({ sort: word })), (req) => {
  void pool.query('SELECT ' + req.body.sort); // quiet
  void pool.query('SELECT ' + req.query.sort); // sink sql
});
routes.post('/c', processRequest({ body: z.object({ sort: word, text: z.string() }), params: elsewhere }), (req) => {
  void pool.query('SELECT ' + req.body.sort); // quiet
  void pool.query('SELECT ' + req.body.text); // sink sql
  void pool.query('SELECT ' + req.body.other); // quiet
  void pool.query('SELECT ' + req.params.id); // quiet
});
routes.get('/d', processRequestQuery(z.object({ sort: word })), (req) => {
  void pool.query('SELECT ' + req.query.sort); // quiet
  void pool.query('SELECT ' + req.headers['x-sort']); // sink sql
});
`,
);
