import { expect, it } from 'vitest';
import rule from '../../src/rules/no-mass-assignment.js';
import { marked } from './marked.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

function spreadTwice(more: string): string {
  return `
import { PrismaClient } from '@prisma/client';
import { Router } from 'express';

const prisma = new PrismaClient();
const router = Router();

router.post('/profiles', async (req, res) => {
  const first = { ...req.body, ${more} };
  const data = { ...first };
  res.json(await prisma.profile.create({ data: { ...data, owner: 1 } }));
});
`;
}

ruleTester.run('no-mass-assignment: what is spread on', rule, {
  valid: [spreadTwice('').replace('...req.body', 'title: req.body.title')],
  invalid: [{ code: spreadTwice(''), errors: [{ messageId: 'flow' }] }],
});

ruleTester.run('no-mass-assignment: records', rule, {
  valid: [
    {
      name: 'named fields, whatever they hold',
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { Schema, model } from 'mongoose';

const User = model('User', new Schema({ name: String, role: String }));
const app = express();

app.post('/users', async (req, res) => {
  const { name, email } = req.body;
  res.json(await User.create({ name, email, role: 'member' }));
});
`,
    },
    {
      name: 'a spread of fields that the program made',
      filename: 'src/profiles.ts',
      code: `
import { PrismaClient } from '@prisma/client';
import { Router } from 'express';

const prisma = new PrismaClient();
const router = Router();
const defaults = { plan: 'free' };

router.post('/profiles', async (req, res) => {
  const data = { ...defaults, title: req.body.title };
  res.json(await prisma.profile.create({ data }));
});
`,
    },
    {
      name: 'a repository that is given named fields',
      filename: 'src/cards.ts',
      code: `
import express from 'express';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
class Card {
  @PrimaryGeneratedColumn() id!: number;
  @Column() title!: string;
}

const source = new DataSource({ type: 'postgres', entities: [Card] });

class Cards {
  private readonly rows = source.getRepository(Card);

  add(fields: Partial<Card>) {
    return this.rows.save(fields);
  }
}

const cards = new Cards();
const app = express();

app.post('/cards', async (req, res) => {
  res.json(await cards.add({ title: req.body.title }));
});
`,
    },
    {
      name: 'a copy onto an object that no store takes',
      filename: 'src/view.ts',
      code: `
import express from 'express';

const app = express();

app.post('/preview', (req, res) => {
  res.json(Object.assign({ at: Date.now() }, req.body));
});
`,
    },
  ],
  invalid: [
    {
      name: 'the whole body',
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { Schema, model } from 'mongoose';

const User = model('User', new Schema({ name: String, role: String }));
const app = express();

app.post('/users', async (req, res) => {
  res.json(await User.create(req.body));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body` (src/users.ts:9:30) reaches the stored record of `Model.create`. Name the fields that may be set, or parse the data with a schema that drops all others.',
          },
          line: 9,
          column: 30,
          endLine: 9,
          endColumn: 38,
        },
      ],
    },
    {
      name: 'a spread of the body',
      filename: 'src/profiles.ts',
      code: `
import { PrismaClient } from '@prisma/client';
import { Router } from 'express';

const prisma = new PrismaClient();
const router = Router();
const defaults = { plan: 'free' };

router.post('/profiles', async (req, res) => {
  const data = { ...defaults, ...req.body };
  res.json(await prisma.profile.create({ data }));
});
`,
      errors: [{ messageId: 'flow', line: 11, column: 40, endLine: 11, endColumn: 48 }],
    },
    {
      name: 'a repository that takes the body under another name',
      filename: 'src/cards.ts',
      code: `
import express from 'express';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
class Card {
  @PrimaryGeneratedColumn() id!: number;
  @Column() title!: string;
}

const source = new DataSource({ type: 'postgres', entities: [Card] });

class Cards {
  private readonly rows = source.getRepository(Card);

  add(fields: Partial<Card>) {
    return this.rows.save(fields);
  }
}

const cards = new Cards();
const app = express();

app.post('/cards', async (req, res) => {
  res.json(await cards.add(req.body));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body` (src/cards.ts:25:28) reaches the stored record of `Repository.save` through `add` (src/cards.ts:16:3). Name the fields that may be set, or parse the data with a schema that drops all others.',
          },
          line: 17,
          column: 27,
          endLine: 17,
          endColumn: 33,
        },
      ],
    },
    {
      name: 'a copy onto a row of the store',
      filename: 'src/rows.ts',
      code: `
import express from 'express';
import { Schema, model } from 'mongoose';

const User = model('User', new Schema({ name: String, role: String }));
const app = express();

app.put('/users/:id', async (req, res) => {
  const user = await User.findById(req.params.id).orFail();
  Object.assign(user, req.body);
  await user.save();
  res.json(user);
});
`,
      errors: [{ messageId: 'flow', line: 10, column: 23, endLine: 10, endColumn: 31 }],
    },
  ],
});

ruleTester.run('no-mass-assignment: schemas and names', rule, {
  valid: [
    {
      name: 'a schema that drops unknown keys',
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';
import { z } from 'zod';

const User = z.object({ name: z.string(), email: z.string() });
const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.post('/users', async (req, res) => {
  res.json(await users.insertOne(User.parse(req.body)));
});
`,
    },
    {
      name: 'a name that was found in a list',
      filename: 'src/fields.ts',
      code: `
import express from 'express';
import { Schema, model } from 'mongoose';

const EDITABLE = ['name', 'city'];
const User = model('User', new Schema({ name: String, city: String, role: String }));
const app = express();

app.put('/users/:id/field', async (req, res) => {
  const { field, value } = req.body;
  if (!EDITABLE.includes(field)) return res.sendStatus(400);
  return res.json(await User.updateOne({ _id: req.params.id }, { $set: { [field]: String(value) } }));
});
`,
    },
    {
      name: 'an update of one field',
      filename: 'src/update.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.put('/users/:name', async (req, res) => {
  await users.updateOne({ name: req.params.name }, { $set: { city: String(req.body.city) } });
  res.sendStatus(204);
});
`,
    },
  ],
  invalid: [
    {
      name: 'a schema that keeps unknown keys',
      filename: 'src/users.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';
import { z } from 'zod';

const User = z.looseObject({ name: z.string(), email: z.string() });
const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.post('/users', async (req, res) => {
  res.json(await users.insertOne(User.parse(req.body)));
});
`,
      errors: [{ messageId: 'flow', line: 11, column: 34, endLine: 11, endColumn: 54 }],
    },
    {
      name: 'a name that the client chooses',
      filename: 'src/fields.ts',
      code: `
import express from 'express';
import { Schema, model } from 'mongoose';

const User = model('User', new Schema({ name: String, city: String, role: String }));
const app = express();

app.put('/users/:id/field', async (req, res) => {
  const { field, value } = req.body;
  res.json(await User.updateOne({ _id: req.params.id }, { $set: { [field]: String(value) } }));
});
`,
      errors: [{ messageId: 'flow', line: 10, column: 57, endLine: 10, endColumn: 93 }],
    },
    {
      name: 'an update with the body as it came',
      filename: 'src/update.ts',
      code: `
import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const users = new MongoClient('mongodb://localhost').db('app').collection('users');

app.put('/users/:name', async (req, res) => {
  await users.updateOne({ name: req.params.name }, { $set: req.body });
  res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 9, column: 52, endLine: 9, endColumn: 70 }],
    },
  ],
});

const DROPPING = `import Fastify from 'fastify';
import knex from 'knex';

const db = knex({ client: 'pg' });
const app = Fastify({ ajv: { customOptions: { removeAdditional: 'all' } } });
const body = { type: 'object', properties: { title: { type: 'string' } } };
app.post('/a', { schema: { body } }, async (request) => {
  await db('tasks').insert({ ...request.body }); // quiet
});
app.post('/b', async (request) => {
  await db('tasks').insert({ ...request.body }); // report
});
`;

marked('no-mass-assignment', 'an instance of Fastify that drops what its schemas do not list', DROPPING);
marked(
  'no-mass-assignment',
  'one that does so only where the schema refuses the rest',
  DROPPING.replace("'all'", 'true')
    .replace('// quiet', '// report')
    .replace("app.post('/b'", "app.post('/c', async (request) => request.body); // quiet\napp.post('/b'"),
);

it('no-mass-assignment: routes of a plugin that such an instance registers', () => {
  const plugin = `import type { FastifyInstance } from 'fastify';
import knex from 'knex';

const db = knex({ client: 'pg' });
const body = { type: 'object', properties: { title: { type: 'string' } } };
export default async (app: FastifyInstance) => {
  app.post('/a', { schema: { body } }, async (request) => {
    await db('tasks').insert({ ...request.body });
  });
};
`;
  const main = (options: string): string => `import Fastify from 'fastify';
import service from './service';

const app = Fastify(${options});
app.register(service);
app.listen({ port: 3000 });
`;
  // What registers the routes is not what makes the instance.
  const service = `import type { FastifyInstance } from 'fastify';
import tasks from './tasks';
export default async (app: FastifyInstance) => {
  app.register(tasks);
};
`;
  const files = (options: string) => ({ 'tasks.ts': plugin, 'service.ts': service, 'main.ts': main(options) });
  const all = "{ ajv: { customOptions: { removeAdditional: 'all' } } }";
  expect(linesIn('no-mass-assignment', 'tasks.ts', files(''))).toEqual([8]);
  expect(linesIn('no-mass-assignment', 'tasks.ts', files(all))).toEqual([]);
});
