import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'knex: raw pieces are text, everything else is bound; written objects choose columns',
  `${express}
import createKnex, { type Knex } from 'knex';

const knex = createKnex({ client: 'pg' });
const named = (query: Knex.QueryBuilder, name: string) => query.where('a', name); // quiet
const ordered = (query: Knex.QueryBuilder, sort: string) => query.orderByRaw(sort); // sink sql

app.post('/', async (req, res) => {
  const name = String(req.body.name);
  await named(ordered(knex('t').select('*'), name), name);
  await knex('t').where(function () {
    this.where('a', name); // quiet
    this.orWhereRaw('a = ' + name); // sink sql
  });
  await knex('t').where((q) => q.whereRaw('a = ' + name)); // sink sql
  await knex('t').join('s', function () { this.on('t.a', '=', knex.raw(name)); }); // sink sql
  await knex.transaction(async (trx) => {
    await trx('t').insert({ name }); // quiet
    await trx.raw('TRUNCATE ' + name); // sink sql
  });
  await knex('t').insert(req.body); // sink record
  await knex('t').insert([{ ...req.body, id: 1 }]); // sink record
  await knex('t').update({ name: req.body.name }); // quiet
  await knex('t').update({ [req.body.field]: 1 }); // sink record-key
  const rows = await knex('t').select('a');
  for (const row of rows) await knex('t').whereRaw(row.a).del(); // quiet
  if (rows.length === 0) await knex.raw('SELECT ' + name); // sink sql
});
`,
);

fixture(
  'Sequelize: literals and query texts; models of classes and of define',
  `${express}
import { DataTypes, Model, Sequelize } from 'sequelize';

const sequelize = new Sequelize('sqlite::memory:');
class Plant extends Model {
  declare name: string;
  rename(name: string) {
    return sequelize.query('UPDATE plants SET name = ' + name); // sink sql
  }
}
Plant.init({ name: DataTypes.STRING }, { sequelize });
const Pot = sequelize.define('pot', { name: DataTypes.STRING });

app.post('/', async (req, res) => {
  const name = String(req.body.name);
  await sequelize.query({ query: 'SELECT ' + name }); // sink sql
  await Plant.findAll({ order: [[sequelize.literal(name), 'ASC']] }); // sink sql
  await Plant.findAll({ order: [[sequelize.fn(name, sequelize.col('a')), 'ASC']] }); // sink sql
  await Plant.findAll({ where: { name }, order: [[sequelize.fn('max', sequelize.col(name)), 'ASC']] }); // quiet
  await sequelize.transaction(async () => sequelize.query('SELECT ' + sequelize.escape(name))); // quiet
  const plant = await Plant.findOne({ where: { name } });
  if (!plant) {
    await sequelize.query('INSERT INTO missing VALUES (' + name + ')'); // sink sql
    return;
  }
  await plant.rename(name);
  await plant.update(req.body); // sink record
  await plant.update(req.body, { fields: ['name'] }); // quiet
  await new Plant(req.body).save(); // sink record
  await new Plant({ name }).save(); // quiet
  await Pot.bulkCreate([req.body]); // sink record
  await Pot.findOrCreate({ where: { name }, defaults: { ...req.body } }); // sink record
  const [pot] = await Pot.findAll();
  Object.assign(pot, req.body); // sink record
  pot.set(req.body.field, 1); // sink record record-key
  pot.set('name', req.body.name); // quiet
});
`,
);

fixture(
  'TypeORM: pieces of the builder are text, values and find options are not',
  `${express}
import { Brackets, DataSource, EntityManager, Raw, Repository } from 'typeorm';

class Poem {}
const source = new DataSource({ type: 'postgres' });
const poems = source.getRepository(Poem);

class Poems {
  constructor(private readonly repository: Repository<Poem>, private readonly manager: EntityManager) {}
  find(name: string) {
    return this.repository.createQueryBuilder('p').leftJoin('p.a', 'a', 'a.name = ' + name).getMany(); // sink sql
  }
  byName(name: string) {
    return this.repository.createQueryBuilder('p').leftJoin('p.a', 'a', 'a.name = :name', { name }).getOne(); // quiet
  }
}
const service = new Poems(poems, source.manager);

app.post('/', async (req, res) => {
  const name = String(req.body.name);
  await service.find(name);
  await service.byName(name);
  await poems.createQueryBuilder().where(new Brackets((q) => q.where('a = ' + name))).getMany(); // sink sql
  await poems.createQueryBuilder().where(new Brackets((q) => q.where('a = :name', { name }))).getMany(); // quiet
  await poems.createQueryBuilder().where((q) => q.subQuery().select(name).getQuery()).getMany(); // sink sql
  await poems.find({ where: { title: Raw(name) } }); // sink sql
  await source.transaction('SERIALIZABLE', async (manager) => manager.query('SELECT ' + name)); // sink sql
  await source.createQueryRunner().query('SELECT ' + name); // sink sql
  await poems.createQueryBuilder().update().set(req.body).execute(); // sink record
  await poems.createQueryBuilder().update().set({ title: req.body.title }).execute(); // quiet
  await source.manager.save(Poem, req.body); // sink record
  await poems.update({ id: 1 }, { title: req.body.title }); // quiet
  const poem = await poems.findOneByOrFail({ id: 1 });
  poems.merge(poem, req.body); // sink record
  Object.assign(poem, { title: req.body.title }); // quiet
});
`,
);

fixture(
  'Prisma: tags bind, unsafe texts do not; filters and data are objects',
  `${express}
import { Prisma, PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
class Orders {
  constructor(private readonly db: Prisma.TransactionClient) {}
  archive(name: string) {
    return this.db.$executeRawUnsafe('UPDATE o SET a = ' + name); // sink sql
  }
}

app.post('/', async (req, res) => {
  const name = String(req.body.name);
  await prisma.$queryRaw\`SELECT 1 FROM o WHERE a = \${name}\`; // quiet
  await prisma.$queryRaw\`SELECT 1 FROM o WHERE a IN (\${Prisma.join([name])})\`; // quiet
  await prisma.$queryRaw\`SELECT 1 FROM o WHERE a IN (\${Prisma.join([1], name)})\`; // sink sql
  await prisma.$transaction(async (tx) => {
    await new Orders(tx).archive(name);
    await tx.order.create({ data: req.body }); // sink record
    await tx.order.create({ data: { name: req.body.name } }); // quiet
  });
  await prisma.order.findFirst({ where: { token: req.body.token } }); // sink document-query
  await prisma.order.findFirst({ where: { token: { equals: req.body.token } } }); // quiet
  await prisma.order.findFirst({ where: { token: String(req.body.token) } }); // quiet
  await prisma.order.findUnique({ where: { token: req.body.token } }); // quiet - a unique field takes no filter object
  await prisma.order.upsert({ where: { id: 1 }, create: { name }, update: { ...req.body } }); // sink record
});
`,
);

fixture(
  'Drizzle and Kysely: tags and quoted names bind, raw pieces are text',
  `${express}
import { eq, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { CompiledQuery, Kysely, sql as piece, type Transaction } from 'kysely';

const db = drizzle('postgres://db.internal/shop');
const kysely = new Kysely<Record<string, never>>({ dialect: null as never });
const accounts = {} as never;

const count = (orm: NodePgDatabase, name: string) => orm.execute('SELECT count(*) FROM ' + name); // sink sql
const move = (trx: Transaction<unknown>, name: string) => piece.raw('LOCK TABLE ' + name).execute(trx); // sink sql

app.post('/', async (req, res) => {
  const name = String(req.body.name);
  await count(db, name);
  await db.select().from(accounts).where(sql\`a = \${name}\`); // quiet
  await db.select().from(accounts).orderBy(sql\`\${sql.raw(name)} DESC\`); // sink sql
  await db.transaction(async (tx) => {
    await tx.insert(accounts).values(req.body); // sink record
    await tx.insert(accounts).values({ name }).onConflictDoUpdate({ target: accounts, set: req.body }); // sink record
    await tx.update(accounts).set({ name }).where(eq(accounts, name)); // quiet
  });
  await kysely.transaction().execute(async (trx) => move(trx, name));
  await kysely.selectFrom('t').where('a', '=', name).orderBy(piece.ref(name)).execute(); // quiet
  await kysely.selectFrom('t').where((eb) => eb('a', '=', piece.lit(name))).execute(); // sink sql
  await kysely.insertInto('t').values(req.body).execute(); // sink record
  await kysely.insertInto('t').values({ name }).execute(); // quiet
  await kysely.executeQuery(CompiledQuery.raw('SELECT ' + name)); // sink sql
});
`,
);

fixture(
  'TypeORM: values that are functions return SQL',
  `import express from 'express';
import { DataSource } from 'typeorm';
const ds = new DataSource({ type: 'postgres' });
const app = express();
app.post('/', async (req, res) => {
  const x = String(req.body.x);
  await ds.createQueryBuilder().update('user').set({ name: () => \`upper('\${x}')\` }).execute(); // sink sql
  await ds.createQueryBuilder().update('user').set({ name: x, visits: () => 'visits + 1' }).execute(); // quiet
  await ds.createQueryBuilder().insert().into('user').values([{ name: () => \`upper('\${x}')\` }]).execute(); // sink sql
  await ds.createQueryBuilder().insert().into('user').values([{ name: x }]).execute(); // quiet
});
`,
);
