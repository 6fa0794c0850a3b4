import type { TestCaseError } from '@typescript-eslint/rule-tester';
import rule from '../../src/rules/require-documented-endpoint.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const document = 'tests/rules/fixtures/documented/openapi.yaml';
const options = [{ document }];
const HEAD = `import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
const guard: express.RequestHandler = (req, res, next) => {
  try {
    jwt.verify(String(req.headers.authorization), process.env.KEY!, { algorithms: ['HS256'] });
    next();
  } catch {
    res.sendStatus(401);
  }
};
const list: express.RequestHandler = async (_req, res) => { res.json((await pool.query('SELECT id FROM orders')).rows); };
`;
const END = '\napp.listen(3000);';
const line = HEAD.split('\n').length;

function reported(what: string): TestCaseError<string>[] {
  return [
    {
      messageId: 'endpoint',
      data: {
        message: `${what} (${document}). What nobody knows of is neither tested nor switched off. Bring the code and the document together.`,
      },
      line,
    },
  ];
}

ruleTester.run('require-documented-endpoint', rule, {
  valid: [
    { name: 'in the document', filename, options, code: `${HEAD}app.get('/orders', list);${END}` },
    { name: 'below the path of a server', filename, options, code: `${HEAD}app.get('/api/orders', list);${END}` },
    {
      name: 'another name of the parameter, and credentials as documented',
      filename,
      options,
      code: `${HEAD}app.get('/orders/:id', guard, list);${END}`,
    },
    {
      name: 'a documented parameter',
      filename,
      options,
      code: `${HEAD}app.get('/orders', async (req, res) => { res.json(await pool.query('SELECT id FROM orders LIMIT $1', [req.query.limit])); });${END}`,
    },
    { name: 'no document', filename, code: `${HEAD}app.get('/internal', list);${END}` },
    {
      name: 'of an unknown application nothing is said about credentials',
      filename,
      options,
      code: `import express from 'express';\nexport function routes(router: express.Router) { router.get('/orders/:id', (req, res) => { res.json([]); }); }`,
    },
    {
      name: 'a path of which only the end is known',
      filename,
      options,
      code: `${HEAD}const router = express.Router(); router.get('/orders', list); app.use(String(process.env.PREFIX), router);${END}`,
    },
  ],
  invalid: [
    {
      name: 'not in the document',
      filename,
      options,
      code: `${HEAD}app.get('/internal', list);${END}`,
      errors: reported('`GET /internal` is not in the document'),
    },
    {
      name: 'another method',
      filename,
      options,
      code: `${HEAD}app.delete('/orders', guard, list);${END}`,
      errors: reported('`DELETE /orders` is not in the document, which has the path with other methods'),
    },
    {
      name: 'an old version',
      filename,
      options,
      code: `${HEAD}app.get('/v1/users', list);${END}`,
      errors: reported('`GET /v1/users` is not in the document, which has `GET /v2/users`: two versions are served'),
    },
    {
      name: 'documented with credentials that nothing asks for',
      filename,
      options,
      code: `${HEAD}app.get('/orders/:id', list);${END}`,
      errors: reported('`GET /orders/:id` asks for no credentials, and the document says that it does'),
    },
    {
      name: 'credentials that the document does not know of',
      filename,
      options,
      code: `${HEAD}app.get('/orders', guard, list);${END}`,
      errors: reported('`GET /orders` asks for credentials, and the document says that it does not'),
    },
    {
      name: 'a parameter that the document does not name',
      filename,
      options,
      code: `${HEAD}app.get('/orders', async (req, res) => { res.json(await pool.query(String(req.query.sort))); });${END}`,
      errors: reported('`GET /orders` reads query parameters that the document does not name: `sort`'),
    },
    {
      name: 'a body that the document does not name',
      filename,
      options,
      code: `${HEAD}app.post('/orders', async (req, res) => { res.json(await pool.query(req.body.text)); });${END}`,
      errors: reported('`POST /orders` reads a body that the document does not name'),
    },
    {
      name: 'a document that is not there',
      filename,
      options: [{ document: 'tests/rules/fixtures/documented/package.json' }],
      code: `${HEAD}app.get('/orders', list);${END}`,
      errors: [
        {
          messageId: 'endpoint',
          data: {
            message:
              'The OpenAPI document `tests/rules/fixtures/documented/package.json` cannot be used: It cannot be read.',
          },
          line,
        },
      ],
    },
  ],
});
