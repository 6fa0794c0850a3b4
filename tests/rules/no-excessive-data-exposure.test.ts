import { linesIn } from './project.js';
import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';

marked(
  'no-excessive-data-exposure',
  'documents of Mongoose',
  `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const User = mongoose.model('User', new Schema({ name: String, passwordHash: String }));
const City = mongoose.model('City', new Schema({ name: String }));
const app = express();
app.get('/a', async (req, res) => {
  res.json(await City.findById('1')); // quiet
  const user = await User.findById('1').orFail();
  res.json(user); // report
  res.json({ user }); // report
  res.json({ id: user.id, name: user.name }); // quiet
  res.json({ ...user, passwordHash: undefined }); // quiet
  res.json(await User.findById('1').select('name')); // quiet
  res.json(await User.findById('1').select('-passwordHash').exec()); // quiet
  res.json(await User.find().exec()); // report
});
`,
);

marked(
  'no-excessive-data-exposure',
  'what a schema says of JSON',
  `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const shaped = new Schema({ name: String, passwordHash: String }, { toJSON: { transform: (_d, json) => ({ name: json.name }) } });
const Shaped = mongoose.model('Shaped', shaped);
const Closed = mongoose.model('Closed', new Schema({ name: String, secret: { type: String, select: false } }));
const app = express();
app.get('/a', async (req, res) => {
  res.json(await Shaped.findById('1')); // quiet
  res.json(await Shaped.findById('1').lean()); // report
  res.json(await Closed.findById('1')); // quiet
  res.json(await Closed.findById('1').select('+secret')); // report
});
`,
);

marked(
  'no-excessive-data-exposure',
  'statements that name a secret column',
  `
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.get('/a', async (req, res) => {
  const one = await pool.query('SELECT id, password_hash FROM staff');
  const two = await pool.query('SELECT id, name FROM staff');
  res.json(one.rows); // report
  res.json(two.rows); // quiet
  res.json(one.rows.length); // quiet
});
`,
);

marked(
  'no-excessive-data-exposure',
  'entities of TypeORM',
  `
import { Controller, Get, ClassSerializerInterceptor, UseInterceptors } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Exclude } from 'class-transformer';
import { Column, Entity, Repository } from 'typeorm';

@Entity()
class User {
  @Column() name!: string;
  @Exclude() @Column() passwordHash!: string;
}
@Controller()
export class Users {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}
  @Get('a')
  plain() {
    return this.users.find(); // report
  }
  @Get('b')
  @UseInterceptors(ClassSerializerInterceptor)
  serialized() {
    return this.users.find(); // quiet
  }
  @Get('c')
  selected() {
    return this.users.find({ select: { name: true } }); // quiet
  }
}
`,
);

marked(
  'no-excessive-data-exposure',
  'types of GraphQL',
  `
import { Field, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType()
class Account {
  @Field() nickname!: string; // quiet
  @Field() passwordHash!: string; // report
  @Field() hasPassword!: boolean; // quiet
}
@InputType()
class SignUp {
  @Field() password!: string; // quiet
}
export { Account, SignUp };
`,
);

it('no-excessive-data-exposure: tells the whole story', () => {
  const code = `import express from 'express';
import mongoose, { Schema } from 'mongoose';

const User = mongoose.model('User', new Schema({ name: String, passwordHash: String }));
const app = express();

app.get('/users/:id', async (req, res) => {
  res.json(await User.findById(String(req.params.id)));
});
`;
  expect(reportsOf('no-excessive-data-exposure', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'A stored record with `passwordHash` from `User.findById(String(req.params.id))` (src/app.ts:8:18) reaches the answer of `Response.json`. Select the fields that the caller needs, or map the record to an object of its own.',
  ]);
});

marked(
  'no-excessive-data-exposure',
  'columns of drizzle',
  `
import express from 'express';
import { getTableColumns } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

const users = pgTable('users', { id: integer('id'), name: text('name'), password: text('password') });
const { password, ...columns } = getTableColumns(users);
const all = getTableColumns(users);
const db = drizzle(process.env.DATABASE_URL);
const names = db.$with('names').as(db.select({ name: users.name }).from(users));
const app = express();
app.get('/a', async (req, res) => {
  res.json(await db.select(columns).from(users)); // quiet
  res.json(await db.select(all).from(users)); // report
  res.json(await db.select().from(users)); // report
  const [one] = await db.with(names).select({ ...columns, extra: names.name }).from(users).limit(1);
  res.json({ ...one, more: 1 }); // quiet
  const [whole] = await db.with(names).select({ ...all, extra: names.name }).from(users).limit(1);
  res.json({ ...whole, more: 1 }); // report
});
`,
);

marked(
  'no-excessive-data-exposure',
  'records that become objects of another class',
  `
import express from 'express';
import { Exclude, Expose, plainToInstance } from 'class-transformer';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity() class Member { @PrimaryGeneratedColumn() id!: number; @Column() name!: string; @Column() password!: string; }
@Exclude() class Shown { @Expose() id!: number; @Expose() name!: string; }
class Open { id!: number; name!: string; }
const members = new DataSource({ type: 'postgres' }).getRepository(Member);
const app = express();
app.get('/a', async (req, res) => {
  const member = await members.findOneByOrFail({ id: 1 });
  res.json(member); // report
  res.json(plainToInstance(Shown, member)); // quiet
  res.json(plainToInstance(Open, member)); // report
  res.json((member as unknown as { toDto(type: unknown): object }).toDto(Shown)); // quiet
});
`,
);

marked(
  'no-excessive-data-exposure',
  'tokens that a login answers, and those that are stored',
  `
import { Field, ObjectType } from '@nestjs/graphql';
@ObjectType()
export class Tokens {
  @Field() accessToken: string; // quiet
  @Field() refreshToken: string; // quiet
}
@ObjectType()
export class Account {
  @Field() id: string;
  @Field() resetToken: string; // report
}
@ObjectType()
export class Login {
  @Field() password: string; // report
}
`,
);

const PRISMA = `model Customer {
  id       Int    @id
  email    String
  password String
}
`;

it('no-excessive-data-exposure: records of Prisma, as the schema describes them', () => {
  const code = (client: string, options: string): string => `import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient(${client});
const app = express();
app.get('/a', async (req, res) => { res.json(await prisma.customer.findFirst(${options})); });
app.listen(3000);`;
  const lines = (client: string, options: string): readonly number[] =>
    linesIn('no-excessive-data-exposure', 'app.ts', {
      'prisma/schema.prisma': PRISMA,
      'app.ts': code(client, options),
    });
  expect(lines('', '{ where: { id: 1 } }')).toEqual([5]);
  expect(lines('', '{ where: { id: 1 }, select: { id: true, password: true } }')).toEqual([5]);
  expect(lines('', '{ where: { id: 1 }, select: { id: true } }')).toEqual([]);
  expect(lines('', '{ where: { id: 1 }, omit: { password: true, email: true } }')).toEqual([]);
  expect(lines('{ omit: { customer: { password: true } } }', '{ where: { id: 1 } }')).toEqual([]);
});

marked(
  'no-excessive-data-exposure',
  'a part of a secret that is kept to be shown',
  `
import express from 'express';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.get('/a', async (req, res) => { const { rows } = await pool.query('SELECT id, partial_token FROM keys'); res.json(rows); }); // quiet
app.get('/b', async (req, res) => { const { rows } = await pool.query('SELECT id, access_token FROM keys'); res.json(rows); }); // report
`,
);

marked(
  'no-excessive-data-exposure',
  'rows that were just made, by classes and by definitions of Sequelize',
  `
import express from 'express';
import { DataTypes, Model, Sequelize } from 'sequelize';

const sequelize = new Sequelize(process.env.DB);
class User extends Model {}
User.init({ email: DataTypes.STRING, passwordHash: DataTypes.STRING }, { sequelize });
class Shaped extends Model {
  toJSON() {
    return { id: this.get('id') };
  }
}
Shaped.init({ email: DataTypes.STRING, passwordHash: DataTypes.STRING }, { sequelize });
const Account = sequelize.define('Account', { email: DataTypes.STRING, passwordHash: DataTypes.STRING });
const Quiet = sequelize.define('Quiet', { email: DataTypes.STRING, passwordHash: DataTypes.STRING });
Quiet.prototype.toJSON = function () {
  return { id: this.id };
};
const app = express();
app.post('/a', async (req, res) => {
  const user = await User.create({ email: req.body.email, passwordHash: 'x' });
  res.json(user); // report
  res.json({ id: user.id }); // quiet
  res.json(await User.findAll({ limit: 5 })); // report
  res.json(await User.findAll({ limit: 5, attributes: ['id', 'email'] })); // quiet
  res.json(await Account.create({ email: req.body.email })); // report
  res.json(await Shaped.create({ email: req.body.email })); // quiet
  res.json(await Quiet.create({ email: req.body.email })); // quiet
});
`,
);

marked(
  'no-excessive-data-exposure',
  'types that a schema is built of',
  `
import { GraphQLID, GraphQLObjectType, GraphQLString } from 'graphql';

export const Member = new GraphQLObjectType({
  name: 'Member',
  fields: () => ({
    id: { type: GraphQLID },
    email: { type: GraphQLString }, // quiet
    passwordHash: { type: GraphQLString }, // report
    apiToken: { type: GraphQLString }, // report
  }),
});
export const Login = new GraphQLObjectType({
  name: 'Login',
  fields: { accessToken: { type: GraphQLString }, member: { type: Member } }, // quiet
});
`,
);

marked(
  'no-excessive-data-exposure',
  "types of a schema's text",
  `
import { createSchema } from 'graphql-yoga';

export const open = createSchema({ // report
  typeDefs: \`type Member { id: ID! handle(short: Boolean): String! passwordHash: String! } type Query { me: Member }\`,
  resolvers: { Query: { me: () => null } },
});
export const masked = createSchema({ // quiet
  typeDefs: \`type Member { id: ID! passwordHash: String } type Query { me: Member resetPassword(password: String): Boolean }\`,
  resolvers: { Query: { me: () => null }, Member: { passwordHash: () => null } },
});
export const login = createSchema({ // quiet
  typeDefs: \`type Session { token: String! } input Login { password: String! } type Mutation { login(input: Login!): Session }\`,
  resolvers: {},
});
`,
);
