/** Members of a caller who is not there for strangers: reading one of them throws, so nothing is done for them. */
import { marked } from '../rules/marked.js';

marked(
  'require-authorization',
  'the caller in a context of GraphQL',
  `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import jwt from 'jsonwebtoken';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
interface Context { user: { id: string } | null }
const typeDefs = 'type Mutation { add(text: String!): String remove(id: ID!): String any(id: ID!): String perhaps(id: ID!): String }';
const resolvers = {
  Mutation: {
    add: (_: unknown, { text }: { text: string }, { user }: Context) => prisma.post.create({ data: { text, ownerId: user!.id } }), // quiet
    remove: (_: unknown, { id }: { id: string }, context: Context) => prisma.post.delete({ where: { id, ownerId: context.user!.id } }), // quiet
    any: (_: unknown, { id }: { id: string }, context: Context) => prisma.post.delete({ where: { id } }), // report
    perhaps: (_: unknown, { id }: { id: string }, context: Context) => prisma.post.delete({ where: { id, ownerId: context.user?.id } }), // report
    guarded: (_: unknown, { id }: { id: string }, context: Context) => {
      if (!context.user) throw new Error('sign in');
      return prisma.post.delete({ where: { id, ownerId: context.user.id } });
    },
  },
};
const server = new ApolloServer<Context>({ typeDefs, resolvers });
void startStandaloneServer(server, {
  context: async ({ req }) => {
    const token = req.headers.authorization;
    const user = token ? (jwt.verify(token, process.env.SECRET!, { algorithms: ['HS256'] }) as { id: string }) : null;
    return { user };
  },
});
`,
);

marked(
  'require-authorization',
  'the caller of a session, and one that a middleware leaves on the request',
  `
import Router from '@koa/router';
import { PrismaClient } from '@prisma/client';
import express from 'express';
import jwt from 'jsonwebtoken';
import Koa from 'koa';
import session from 'koa-session';
const prisma = new PrismaClient();
const koa = new Koa();
const router = new Router();
koa.use(session({ key: 'sess' }, koa));
router.post('/posts', async (ctx) => { ctx.body = await prisma.post.create({ data: { ownerId: ctx.session!.user.id } }); }); // quiet
router.post('/any', async (ctx) => { ctx.body = await prisma.post.create({ data: { text: 'x' } }); }); // report
router.delete('/posts', async (ctx) => {
  if (!ctx.session!.user) ctx.throw(401);
  ctx.body = await prisma.post.deleteMany({ where: { ownerId: ctx.session!.user.id } });
});
koa.use(router.routes());
koa.listen(3000);

const app = express();
app.use((req: any, res, next) => {
  const token = req.headers.authorization;
  if (token) req.user = jwt.verify(token, process.env.SECRET!, { algorithms: ['HS256'] });
  next();
});
app.post('/posts', async (req: any, res) => { res.json(await prisma.post.create({ data: { ownerId: req.user.id } })); }); // quiet
app.post('/perhaps', async (req: any, res) => { res.json(await prisma.post.create({ data: { ownerId: req.user?.id } })); }); // report
app.delete('/posts', async (req: any, res) => {
  if (!req.user) return res.sendStatus(401);
  return res.json(await prisma.post.deleteMany({ where: { ownerId: req.user.id } }));
});
app.listen(3001);
`,
);

marked(
  'require-authorization',
  'what is opened later is no caller, though it is not there yet',
  `
import express from 'express';
import { MongoClient, type Db } from 'mongodb';
const app = express();
let db: Db | undefined;
const requireUser: express.RequestHandler = (req, res, next) => (req.headers.authorization === process.env.KEY ? next() : void res.sendStatus(401));
app.delete('/items', requireUser, async (_req, res) => void res.json(await db!.collection('items').deleteMany({}))); // quiet
app.post('/items', async (req, res) => { // report
  const language = String(req.cookies.language);
  await db!.collection('items').insertOne({ title: String(req.body.title), language });
  res.sendStatus(201);
});
void new MongoClient('mongodb://localhost').connect().then((client) => { db = client.db('shop'); app.listen(3000); });
`,
);

marked(
  'require-authorization',
  'a query that answers strangers with nothing',
  `
import { ApolloServer } from 'apollo-server-express';
import express from 'express';
import jwt from 'jsonwebtoken';
import mongoose from 'mongoose';
const Users = mongoose.model('users', new mongoose.Schema({ email: String, password: String, isActive: Boolean }));
const app = express();
app.use((req: any, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.SECRET!, { algorithms: ['HS256'] }); } catch { req.user = null; }
  next();
});
const typeDefs = 'type Query { me: String nobody: String anyone(id: ID!): String others: String some: String count: Int }';
const resolvers = {
  Query: {
    me: (_: unknown, args: unknown, { user }: any) => (user ? Users.findOne({ _id: user._id }) : null), // quiet
    nobody: (_: unknown, args: { id: string }, { user }: any) => (user ? null : Users.findOne({ email: 'root' })), // report
    anyone: (_: unknown, args: { id: string }, { user }: any) => (user ? Users.findOne({ _id: user._id }) : Users.findOne({})), // report
    others: (_: unknown, args: unknown, { user }: any) => {
      if (!user) throw new Error('sign in');
      return Users.find({});
    },
    some: (_: unknown, args: unknown, { user }: any) => {
      if (!user) throw new Error('sign in');
      return Users.find({ isActive: true });
    },
    count: (_: unknown, args: unknown, { user }: any) => {
      if (!user) throw new Error('sign in');
      return Users.find({}).countDocuments();
    },
  },
};
new ApolloServer({ typeDefs, resolvers, context: ({ req }: any) => ({ user: req.user }) }).applyMiddleware({ app });
`,
);
