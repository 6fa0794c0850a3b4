import { marked } from './marked.js';
import rule from '../../src/rules/no-nosql-injection.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-nosql-injection: filters', rule, {
  valid: [
    {
      name: 'the value as a text',
      filename: 'src/login.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.post('/login', async (req, res) => {
  res.json(await users.findOne({ name: String(req.body.name), token: String(req.body.token) }));
});
`,
    },
    {
      name: 'a parameter of the route, which is always a text',
      filename: 'src/orders.ts',
      code: `
import { Router } from 'express';
import { Schema, model } from 'mongoose';

const router = Router();
const Order = model('Order', new Schema({ status: String }));

router.get('/orders/:status', async (req, res) => {
  res.json(await Order.find({ status: req.params.status }));
});
`,
    },
    {
      name: 'a repository that is given a filter of checked values',
      filename: 'src/products.ts',
      code: `
import express from 'express';
import { type Collection, MongoClient } from 'mongodb';

class Products {
  constructor(private readonly collection: Collection) {}

  list(filter: object) {
    return this.collection.find(filter).toArray();
  }
}

const app = express();
const products = new Products(new MongoClient('mongodb://localhost').db().collection('products'));

app.post('/products/search', async (req, res) => {
  const { color } = req.body;
  if (typeof color !== 'string') return res.sendStatus(400);
  return res.json(await products.list({ color }));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a value of the body, which may be an operator',
      filename: 'src/login.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.post('/login', async (req, res) => {
  res.json(await users.findOne({ name: req.body.name, token: req.body.token }));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.name` (src/login.ts:9:40) reaches the query object of `Collection.findOne`. Convert the value to a string or check it with a schema, so that it cannot be an operator object.',
          },
          line: 9,
          column: 32,
          endLine: 9,
          endColumn: 78,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Compare it as a value, by $eq.' },
              output: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.post('/login', async (req, res) => {
  res.json(await users.findOne({ name: { $eq: req.body.name }, token: req.body.token }));
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a query parameter, which the parser may make an object',
      filename: 'src/orders.ts',
      code: `
import { Router } from 'express';
import { Schema, model } from 'mongoose';

const router = Router();
const Order = model('Order', new Schema({ status: String }));

router.get('/orders', async (req, res) => {
  res.json(await Order.find({ status: req.query.status }));
});
`,
      errors: [
        {
          messageId: 'flow',
          line: 9,
          column: 29,
          endLine: 9,
          endColumn: 57,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Compare it as a value, by $eq.' },
              output: `
import { Router } from 'express';
import { Schema, model } from 'mongoose';

const router = Router();
const Order = model('Order', new Schema({ status: String }));

router.get('/orders', async (req, res) => {
  res.json(await Order.find({ status: { $eq: req.query.status } }));
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a repository that takes the whole filter',
      filename: 'src/products.ts',
      code: `
import express from 'express';
import { type Collection, MongoClient } from 'mongodb';

class Products {
  constructor(private readonly collection: Collection) {}

  list(filter: object) {
    return this.collection.find(filter).toArray();
  }
}

const app = express();
const products = new Products(new MongoClient('mongodb://localhost').db().collection('products'));

app.post('/products/search', async (req, res) => {
  res.json(await products.list(req.body));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body` (src/products.ts:17:32) reaches the query object of `Collection.find` through `list` (src/products.ts:8:3). Convert the value to a string or check it with a schema, so that it cannot be an operator object.',
          },
          line: 9,
          column: 33,
          endLine: 9,
          endColumn: 39,
        },
      ],
    },
  ],
});

ruleTester.run('no-nosql-injection: schemas and operators', rule, {
  valid: [
    {
      name: 'a schema of texts',
      filename: 'src/find.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';
import { z } from 'zod';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');
const Search = z.object({ name: z.string() });

app.post('/find', async (req, res) => {
  const { name } = Search.parse(req.body);
  res.json(await users.findOne({ name }));
});
`,
    },
    {
      name: 'an operator with a number',
      filename: 'src/where.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.get('/older', async (req, res) => {
  res.json(await users.find({ age: { $gt: Number(req.query.age) } }).toArray());
});
`,
    },
  ],
  invalid: [
    {
      name: 'a schema that lets anything through',
      filename: 'src/find.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';
import { z } from 'zod';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');
const Search = z.object({ name: z.any() });

app.post('/find', async (req, res) => {
  const { name } = Search.parse(req.body);
  res.json(await users.findOne({ name }));
});
`,
      errors: [{ messageId: 'flow', line: 12, column: 32, endLine: 12, endColumn: 40 }],
    },
    {
      name: 'code that the database runs',
      filename: 'src/where.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.get('/older', async (req, res) => {
  res.json(await users.find({ $where: \`this.age > \${req.query.age}\` }).toArray());
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.age` (src/where.ts:9:53) reaches the code in the query of `Collection.find`. Keep the code constant: use operators of the query, or pass the value as an argument.',
          },
          line: 9,
          column: 29,
          endLine: 9,
          endColumn: 70,
        },
      ],
    },
  ],
});

marked(
  'no-nosql-injection',
  'arguments of GraphQL are what the schema says, also where their class is generated',
  `
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { getMongoRepository } from 'typeorm';
import { CreateCity } from './generated';
class RenameCity { name: string; meta: any; }
@Resolver()
export class Cities {
  @Mutation() async create(@Args('input') input: CreateCity) { await getMongoRepository('City').findOne({ name: input.name }); } // quiet
  @Mutation() async rename(@Args('input') input: RenameCity) { await getMongoRepository('City').findOne({ name: input.name }); } // quiet
  @Mutation() async change(@Args('input') input: RenameCity) { await getMongoRepository('City').findOne({ name: input.meta }); } // report
  @Mutation() async find(@Args('input') input: any) { await getMongoRepository('City').findOne({ name: input.name }); } // report
}
`,
);

marked(
  'no-nosql-injection',
  'a job of the own queue has the structure that the program gave it, a message of somebody has not',
  `
import { Worker } from 'bullmq';
import express from 'express';
import { MongoClient } from 'mongodb';

const orders = new MongoClient('mongodb://db').db('shop').collection('orders');
new Worker('orders', async (job) => {
  await orders.findOne({ number: job.data.number }); // quiet
});
const app = express();
app.use(express.json());
app.post('/orders', async (req, res) => {
  await orders.findOne({ number: req.body.number }); // report
  res.end();
});
`,
);

marked(
  'no-nosql-injection',
  'columns of a filter that the client chooses',
  `
import express from 'express';
import { DataTypes, Sequelize } from 'sequelize';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const sequelize = new Sequelize(process.env.DB);
const Product = sequelize.define('Product', { name: DataTypes.STRING, cost: DataTypes.INTEGER });
class Note { title; }
const notes = new DataSource({ type: 'sqlite' }).getRepository(Note);
const Filter = z.object({ name: z.string().max(50) });
const app = express();
app.use(express.json());
app.get('/a', async (req, res) => {
  res.json(await Product.findAll({ where: req.query, limit: 10 })); // report
  res.json(await Product.findAll({ where: { name: String(req.query.name) }, limit: 10 })); // quiet
  res.json(await Product.findAll({ where: Filter.parse(req.query), limit: 10 })); // quiet
  res.json(await Product.findAll({ where: { shown: true, ...req.body }, limit: 10 })); // report
});
app.post('/b', async (req, res) => {
  res.json(await notes.findBy(req.body.filter)); // report
  res.json(await notes.findBy({ title: String(req.body.title) })); // quiet
});
`,
);
