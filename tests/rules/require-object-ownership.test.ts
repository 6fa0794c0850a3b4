import { marked } from './marked.js';
import rule from '../../src/rules/require-object-ownership.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import mongoose, { Schema } from 'mongoose';
import { Pool } from 'pg';
const Order = mongoose.model('Order', new Schema({ customer: String, note: String }));
const Product = mongoose.model('Product', new Schema({ title: String }));
const pool = new Pool();
function authenticate(req: Request, res: Response, next: NextFunction) {
  try { res.locals.userId = jwt.verify(req.get('authorization') ?? '', process.env.KEY!).sub; } catch { return res.sendStatus(401); }
  return next();
}
const adminOnly = (req: Request, res: Response, next: NextFunction) => (res.locals.role === 'admin' ? next() : res.sendStatus(403));
const app = express();
app.use(authenticate);
`;
const LINE = HEAD.split('\n').length;
const END = '\napp.listen(3000);';

ruleTester.run('require-object-ownership', rule, {
  valid: [
    {
      name: 'the owner is part of the query',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { res.json(await Order.findOne({ _id: req.params.id, customer: res.locals.userId })); });${END}`,
    },
    {
      name: 'compared, and the handler leaves',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { const order = await Order.findById(req.params.id); if (order?.customer !== res.locals.userId) return res.sendStatus(404); return res.json(order); });${END}`,
    },
    {
      name: 'a login, which lets in whoever has the password',
      filename,
      code: `${HEAD.replace('app.use(authenticate);', '')}app.post('/enter', async (req, res) => {
  const { email, password } = req.body;
  const order = await Order.findOne({ email: String(email) });
  if (!order || !(await verify(password, order))) return res.sendStatus(401);
  return res.json(order);
});${END}`,
    },
    {
      name: 'whether something is there',
      filename,
      code: `${HEAD}app.post('/', async (req, res) => { const taken = await Order.findOne({ note: String(req.body.note) }).exec(); if (taken) return res.sendStatus(409); return res.sendStatus(204); });${END}`,
    },
    {
      name: 'things without an owner',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { res.json(await Product.findById(req.params.id)); });${END}`,
    },
    {
      name: 'a role decides',
      filename,
      code: `${HEAD}app.delete('/:id', adminOnly, async (req, res) => { res.json(await Order.findByIdAndDelete(req.params.id)); });${END}`,
    },
    {
      name: 'administration lacks a role, not an owner',
      filename,
      code: `${HEAD}app.delete('/admin/orders/:id', async (req, res) => { res.json(await Order.findByIdAndDelete(req.params.id)); });${END}`,
    },
    {
      name: 'no key of the client',
      filename,
      code: `${HEAD}app.get('/', async (req, res) => { res.json(await Order.findOne({ customer: res.locals.userId })); });${END}`,
    },
    {
      name: 'SQL with the owner',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { res.json(await pool.query('SELECT * FROM notes WHERE id = $1 AND owner_id = $2', [req.params.id, res.locals.userId])); });${END}`,
    },
  ],
  invalid: [
    {
      name: 'what is there, and then given away',
      filename,
      code: `${HEAD}app.post('/', async (req, res) => { const taken = await Order.findOne({ note: String(req.body.note) }).exec(); if (!taken) return res.sendStatus(409); return res.json({ taken }); });${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'a handler that asks who is calling itself',
      filename,
      code: `${HEAD.replace('app.use(authenticate);', '')}app.post('/read', async (req, res) => {
  const { email } = req.body;
  if (!verify(req.get('authorization'))) return res.sendStatus(401);
  return res.json(await Order.findOne({ email: String(email) }));
});${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'found by a key alone',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { res.json(await Order.findById(req.params.id)); });${END}`,
      errors: [
        {
          messageId: 'endpoint',
          line: LINE,
          data: {
            message:
              '`Model.findById` finds `Order` by `req.params.id` from the request, and nothing asks for its owner (`customer`): neither the query nor a comparison that leaves. Put the caller into the query, or compare before anything is given away or changed.',
          },
        },
      ],
    },
    {
      name: 'a comparison that only notes',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { const order = await Order.findById(req.params.id);\nif (order?.customer !== res.locals.userId) console.warn('foreign'); return res.json(order); });${END}`,
      errors: [{ messageId: 'endpoint', line: LINE }],
    },
    {
      name: 'compared with what the client says',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { const order = await Order.findById(req.params.id);\nif (order?.customer !== req.query.me) return res.sendStatus(404); return res.json(order); });${END}`,
      errors: [{ messageId: 'endpoint', line: LINE }],
    },
    {
      name: 'the client says whose it is',
      filename,
      code: `${HEAD}app.get('/:id', async (req, res) => { res.json(await Order.findOne({ _id: req.params.id, customer: req.query.me })); });${END}`,
      errors: [{ messageId: 'endpoint', line: LINE }],
    },
    {
      name: 'SQL without the owner that other statements name',
      filename,
      code: `${HEAD}app.post('/', async (req, res) => { await pool.query('INSERT INTO notes (owner_id) VALUES ($1)', [res.locals.userId]); });
app.get('/:id', async (req, res) => { res.json(await pool.query('SELECT * FROM notes WHERE id = $1', [req.params.id])); });${END}`,
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'a repository of the program, by the entity that it is of',
      filename,
      code: `${HEAD}import { Column, Entity, EntityRepository, PrimaryColumn, Repository } from 'typeorm';
@Entity() class Pet { @PrimaryColumn() id: string; @Column() userId: string; }
@Entity() class Shop { @PrimaryColumn() id: string; @Column() title: string; }
@EntityRepository(Pet) class Pets extends Repository<Pet> {}
@EntityRepository(Shop) class Shops extends Repository<Shop> {}
class Service { constructor(readonly pets: Pets, readonly shops: Shops) {} }
const make = (pets: Pets, shops: Shops): void => {
  const service = new Service(pets, shops);
  app.delete('/pets/:id', async (req, res) => { res.json(await service.pets.delete(req.params.id)); });
  app.delete('/shops/:id', async (req, res) => { res.json(await service.shops.delete(req.params.id)); });
};
make(new Pets(), new Shops());${END}`,
      errors: [
        {
          messageId: 'endpoint',
          line: LINE + 8,
          data: {
            message:
              '`Repository.delete` finds `Pet` by `req.params.id` from the request, and nothing asks for its owner (`userId`): neither the query nor a comparison that leaves. Put the caller into the query, or compare before anything is given away or changed.',
          },
        },
      ],
    },
    {
      name: 'Drizzle, once with and once without the owner',
      filename,
      code: `import { and, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
const notes = pgTable('notes', { id: uuid('id').primaryKey(), authorId: uuid('author_id'), body: text('body') });
const db = drizzle(process.env.DATABASE_URL!);
const app = new Hono();
app.use(jwt({ secret: process.env.KEY!, alg: 'HS256' }));
app.delete('/:id', async (c) => c.json(await db.delete(notes).where(eq(notes.id, c.req.param('id')))));
app.delete('/own/:id', async (c) => c.json(await db.delete(notes).where(and(eq(notes.id, c.req.param('id')), eq(notes.authorId, c.get('jwtPayload').sub)))));
export default app;`,
      errors: [{ messageId: 'endpoint', line: 10 }],
    },
  ],
});

const GUARDED = `import express, { type NextFunction, type Request, type Response } from 'express';
import bcrypt from 'bcrypt';
import jwt from 'jsonwebtoken';
import knexFactory from 'knex';
import mongoose, { Schema } from 'mongoose';
const knex = knexFactory({ client: 'pg' });
const app = express();
app.post('/login', async (req, res) => {
  const reader = await Reader.findOne({ email: String(req.body.email) });
  return reader && (await bcrypt.compare(String(req.body.password), reader.passwordHash)) ? res.json({}) : res.sendStatus(401);
});
app.use((req: Request, res: Response, next: NextFunction) => {
  try { req.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY!); } catch { return res.sendStatus(401); }
  return next();
});
const Reader = mongoose.model('Reader', new Schema({ email: String, passwordHash: String }));
const Shelf = mongoose.model('Shelf', new Schema({ name: String }));
`;

marked(
  'require-object-ownership',
  'a key of the caller by which a sibling asks for the same table',
  `${GUARDED}app.get('/visits', async (req, res) => { res.json(await knex('visits').where({ doctor_id: req.user.id })); }); // quiet
app.get('/visits/:id', async (req, res) => { res.json(await knex('visits').where({ id: req.params.id }).first()); }); // report
app.put('/visits/:id', async (req, res) => { res.json(await knex('visits').where({ id: req.params.id, doctor_id: req.user.id }).update({ done: true })); }); // quiet
app.get('/rooms/:id', async (req, res) => { res.json(await knex('rooms').where({ id: req.params.id }).first()); }); // quiet - nobody's
app.listen(3000);`,
);

marked(
  'require-object-ownership',
  'a field that refers to the accounts that sign in',
  `${GUARDED}const Loan = mongoose.model('Loan', new Schema({ by: { type: Schema.Types.ObjectId, ref: 'Reader' }, until: Date }));
const Label = mongoose.model('Label', new Schema({ on: { type: Schema.Types.ObjectId, ref: 'Shelf' }, text: String }));
app.get('/loans/:id', async (req, res) => { res.json(await Loan.findById(req.params.id)); }); // report
app.put('/loans/:id', async (req, res) => { res.json(await Loan.updateOne({ _id: req.params.id, by: req.user.id }, { until: new Date() })); }); // quiet
app.get('/labels/:id', async (req, res) => { res.json(await Label.findById(req.params.id)); }); // quiet
app.listen(3000);`,
);

marked(
  'require-object-ownership',
  'one of several joined conditions asks for the owner',
  `${GUARDED}const Note = mongoose.model('Note', new Schema({ owner: String, shared: Boolean }));
app.get('/a/:id', async (req, res) => { res.json(await Note.findOne({ _id: req.params.id, $or: [{ owner: req.user.id }, { shared: true }] })); }); // quiet
app.get('/b/:id', async (req, res) => { res.json(await Note.findOne({ $or: [{ _id: req.params.id }, { shared: true }] })); }); // report
app.listen(3000);`,
);

marked(
  'require-object-ownership',
  'a key of a DynamoDB table, and a condition on the owner',
  `import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const caller = (event: APIGatewayProxyEventV2WithJWTAuthorizer) => String(event.requestContext.authorizer.jwt.claims.sub);
export async function mine(event: APIGatewayProxyEventV2WithJWTAuthorizer) {
  return table.send(new QueryCommand({ TableName: 'tickets', KeyConditionExpression: 'ownerId = :o', ExpressionAttributeValues: { ':o': caller(event) } })); // quiet
}
export async function one(event: APIGatewayProxyEventV2WithJWTAuthorizer) {
  return table.send(new GetCommand({ TableName: 'tickets', Key: { id: event.pathParameters?.id } })); // report
}
export async function pay(event: APIGatewayProxyEventV2WithJWTAuthorizer) {
  await table.send(new UpdateCommand({ TableName: 'tickets', Key: { id: event.pathParameters?.id }, UpdateExpression: 'SET paid = :t', ConditionExpression: 'ownerId = :o', ExpressionAttributeValues: { ':t': true, ':o': caller(event) } })); // quiet
}`,
);

marked(
  'require-object-ownership',
  'models of Objection',
  `import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { Model } from 'objection';
class Loan extends Model { static tableName = 'loans'; id!: number; userId!: number; }
const app = express();
app.use((req: Request, res: Response, next: NextFunction) => {
  try { req.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY!); } catch { return res.sendStatus(401); }
  return next();
});
app.get('/loans/:id', async (req, res) => { res.json(await Loan.query().findById(req.params.id)); }); // report
app.get('/my/loans/:id', async (req, res) => { res.json(await Loan.query().findOne({ id: req.params.id, userId: req.user.id })); }); // quiet
app.listen(3000);`,
);

marked(
  'require-object-ownership',
  'what is found by the credentials that a request shows is whoever shows them',
  `import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { Model } from 'objection';
class Client extends Model { static tableName = 'clients'; id!: number; userId!: number; }
const app = express();
app.use((req: Request, res: Response, next: NextFunction) => {
  try { req.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY!); } catch { return res.sendStatus(401); }
  return next();
});
app.get('/client', async (req, res) => { res.json(await Client.query().findOne({ code: req.get('x-api-key') })); }); // quiet
app.get('/any-client', async (req, res) => { res.json(await Client.query().findOne({ code: req.get('x-client') })); }); // report
app.listen(3000);`,
);
