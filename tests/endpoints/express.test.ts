import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

const HEAD = `
import express, { Router } from 'express';
import jwt from 'jsonwebtoken';
import { db } from 'somewhere';
const app = express();
`;

/** The endpoints of an app with one guard in front of a route. */
function behind(guard: string): readonly string[] {
  return endpointsOf(`${HEAD}${guard}\napp.post('/items', step, (req, res) => { db.add(req.body); res.end(); });`);
}

describe('a step is a guard', () => {
  it.each([
    [
      'when it answers 401',
      `const step = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };`,
    ],
    [
      'when it answers 403 by another name',
      `const step = (req, res, next) => { if (!req.user) { res.sendStatus(403); return; } next(); };`,
    ],
    [
      'when it sets the status code',
      `const step = (req, res, next) => { if (req.user) next(); else { res.statusCode = 401; res.end(); } };`,
    ],
    [
      'when it throws an error that holds 401',
      `class Problem extends Error { constructor(readonly status: number) { super(); } }
const step = (req, res, next) => { if (!req.user) throw new Problem(401); next(); };`,
    ],
    [
      'when it hands such an error on',
      `class Problem extends Error { constructor(readonly status: number) { super(); } }
const step = (req, res, next) => { if (!req.user) return next(new Problem(403)); next(); };`,
    ],
    [
      'when a token has been verified on every way on',
      `const step = (req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, 'k'); } catch (e) { return next(e); } next(); };`,
    ],
    [
      'when what is called throws a denial, and hands on only where it has not',
      `const known = (token) => db.ask(token).then((user) => { if (!user) throw new Error('Unauthorized'); return user; });
const step = (req, res, next) => known(req.headers.token).then(() => next()).catch(() => res.status(403).end());`,
    ],
    [
      'when it asks for what the program itself keeps under the name of a method of passport',
      `const step = (req, res, next) => { if (!req.isAuthenticated) return res.status(401).end(); next(); };`,
    ],
    [
      'when it asks whether that method is there before it calls it',
      `const step = (req, res, next) => { if (!req.isAuthenticated || !req.isAuthenticated()) return res.status(401).end(); next(); };`,
    ],
    [
      'when the callback of verify decides',
      `const step = (req, res, next) => { jwt.verify(req.headers.authorization, 'k', (error, claims) => { if (error) return res.status(401).end(); next(); }); };`,
    ],
  ])('%s', (_, guard) => {
    expect(behind(guard)).toEqual(['POST /items: step']);
  });
});

describe('a step is no guard', () => {
  it.each([
    [
      'when it only asks whether passport is there and turns away who is known',
      `const step = (req, res, next) => { if (req.isAuthenticated && req.isAuthenticated()) return res.status(403).end(); next(); };`,
    ],
    [
      'when it hands on where a denial was thrown, too',
      `const known = (token) => db.ask(token).then((user) => { if (!user) throw new Error('Unauthorized'); return user; });
const step = (req, res, next) => known(req.headers.token).then(() => next(), () => { res.status(403); next(); });`,
    ],
    ['when it only looks', `const step = (req, res, next) => { console.log(req.user); next(); };`],
    [
      'when it goes on after the denial',
      `const step = (req, res, next) => { if (!req.user) res.status(401); next(); };`,
    ],
    [
      'when it swallows what verify throws',
      `const step = (req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, 'k'); } catch {} next(); };`,
    ],
    [
      'when it decodes without verifying',
      `const step = (req, res, next) => { req.user = jwt.decode(req.headers.authorization); next(); };`,
    ],
    [
      'when it refuses for another reason',
      `const step = (req, res, next) => { if (!req.body) return res.status(400).end(); next(); };`,
    ],
  ])('%s', (_, guard) => {
    expect(behind(guard)).toEqual(['POST /items: -']);
  });
});

const GUARD = `const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };\nconst handler = (req, res) => { res.end(); };\n`;

describe('passport with a callback of the program', () => {
  const PASSPORT = `import passport from 'passport';
class Refusal extends Error { constructor(message, readonly status: number) { super(message); } }
const gate = (strict: boolean) => function auth(req, res, next) {
  if (req.user) return next();
  passport.authenticate('jwt', (error, user) => {
    if (error) return next(error);
    if (req.isPage && ((!user && strict) || user?.banned)) { res.redirect('/logout'); return; }
    if (!user && strict) throw new Refusal('Who are you?', 401);
    if (user && user.banned) throw new Refusal('You are banned.', 403);
    if (user) req.user = user;
    return next();
  })(req, res, next);
};
`;
  it.each([
    ['turns strangers away', `const step = gate(true);`, 'auth'],
    ['lets strangers pass', `const step = gate(false);`, '-'],
    [
      'answers for itself',
      `const step = (req, res, next) => { passport.authenticate('jwt', { session: false }, (error, user) => { if (error || !user) return res.sendStatus(401); next(); })(req, res, next); };`,
      'step',
    ],
    [
      'does not look',
      `const step = (req, res, next) => { passport.authenticate('jwt', { session: false }, (error, user) => { req.user = user; next(); })(req, res, next); };`,
      '-',
    ],
    [
      'keeps a promise',
      `const verify = (req, resolve, reject) => async (error, user, info) => {
  if (error || info || !user) return reject(new Refusal('Who are you?', 401));
  req.user = user;
  resolve();
};
const step = async (req, res, next) => new Promise((resolve, reject) => {
  passport.authenticate('jwt', { session: false }, verify(req, resolve, reject))(req, res, next);
}).then(() => next()).catch((error) => next(error));`,
      'step',
    ],
  ])('%s', (_, guard, name) => {
    expect(behind(`${PASSPORT}${guard}`)).toEqual([`POST /items: ${name}`]);
  });
});

describe('a guard in a wrapper', () => {
  it('is known by its own name', () => {
    const wrapper = `const caught = (fn) => function wrapped(...args) { return Promise.resolve(fn(...args)).catch(args.at(-1)); };\n`;
    expect(endpointsOf(`${HEAD}${GUARD}${wrapper}app.post('/', caught(guard), handler);`)).toEqual(['POST /: guard']);
  });
});

describe('what is in force', () => {
  it('follows the order of registration', () => {
    expect(
      endpointsOf(`${HEAD}${GUARD}app.post('/before', handler); app.use(guard); app.post('/after', handler);`),
    ).toEqual(['POST /before: -', 'POST /after: guard']);
  });

  it('is limited to the prefix, which ends at a slash', () => {
    expect(
      endpointsOf(
        `${HEAD}${GUARD}app.use('/api', guard); app.post('/api/items', handler); app.post('/apis', handler);`,
      ),
    ).toEqual(['POST /api/items: guard', 'POST /apis: -']);
  });

  it('comes with the mount, for each of several', () => {
    expect(
      endpointsOf(
        `${HEAD}${GUARD}const router = Router(); router.post('/', handler); app.use('/open', router); app.use('/closed', guard, router);`,
      ),
    ).toEqual(['POST /open: -', 'POST /closed: guard']);
  });

  it('is not known for a router that nobody mounts', () => {
    expect(endpointsOf(`${HEAD}${GUARD}const router = Router(); router.post('/', handler);`)).toEqual(['POST /: - ?']);
  });

  it('is not known behind middleware that nobody knows', () => {
    expect(
      endpointsOf(`${HEAD}${GUARD}import { gate } from 'unheard-of'; app.use(gate()); app.post('/', handler);`),
    ).toEqual(['POST /: - ?']);
  });

  it('is known behind libraries that say nothing about the caller', () => {
    expect(
      endpointsOf(`${HEAD}${GUARD}import helmet from 'helmet'; app.use(helmet()); app.post('/', handler);`),
    ).toEqual(['POST /: -']);
  });

  it('is also what the handler does', () => {
    const issuing = `import bcrypt from 'bcrypt'; app.post('/login', async (req, res) => { if (await bcrypt.compare(req.body.password, await db.hash())) res.json({}); });`;
    const denying = `app.post('/own', (req, res) => { if (!req.user) return res.sendStatus(401); res.end(); });`;
    expect(endpointsOf(`${HEAD}${issuing}${denying}`)).toEqual(['POST /login: - (issues)', 'POST /own: - (denies)']);
  });
});

describe('what a step leaves on the request', () => {
  const classes = `function Access(token) {
  let claims = null;
  this.load = () => { if (!token) throw new Error('none'); claims = jwt.verify(token, 'k'); };
  return { can: async (what) => { this.load(); return claims.roles.includes(what); }, seen: () => token };
}
const leave = (req, res, next) => { res.locals.access = new Access(req.headers.token); next(); };
const service = { remove: async (access, id) => { await access.can('remove'); await db.remove(id); } };`;

  it.each([
    ['is asked in a service', 'await service.remove(res.locals.access, req.params.id)', ' (verifies)'],
    ['is only looked at', 'db.log(res.locals.access.seen()); await db.remove(req.params.id)', ''],
    ['is not taken up', 'await db.remove(req.params.id)', ''],
  ])('%s', (_, code, own) => {
    expect(
      endpointsOf(`${HEAD}${classes}app.delete('/:id', leave, async (req, res) => { ${code}; res.end(); });`),
    ).toEqual([`DELETE /:id: -${own}`]);
  });
});

describe('methods that a step puts on what answers', () => {
  const answers = (status: number, asked = 'req.session.user'): string => `
const answer = (status, res) => res.status(status).json({ message: 'no' });
const responses = (req, res, next) => { res.refuse = () => answer(${status}, res); next(); };
app.use(responses);
const wrap = (fn) => async (req, res, next) => { try { await fn(req, res); } catch (e) { next(e); } };
const step = (req, res, next) => { if (!${asked}) return res.refuse(); next(); };`;

  it.each([
    ['make a guard of a later step', 403, 'req.session.user', 'step'],
    ['make none where they answer what is missing', 400, 'req.query.page', '-'],
  ])('%s', (_, status, asked, guards) => {
    expect(
      endpointsOf(
        `${HEAD}${answers(status, asked)}app.post('/items', step, (req, res) => { db.add(req.body); res.end(); });`,
      ),
    ).toEqual([`POST /items: ${guards}`]);
  });

  it.each([
    ['are heard in a handler, through what wraps it', 403, ' (denies)'],
    ['turn nobody away there with another status', 404, ''],
  ])('%s', (_, status, own) => {
    const handler = `wrap(async (req, res) => { const item = await db.find(req.params.id);
  if (item.token !== req.params.token) return res.refuse(); await db.remove(item); res.end(); })`;
    expect(endpointsOf(`${HEAD}${answers(status)}app.delete('/:id/:token', ${handler});`)).toEqual([
      `DELETE /:id/:token: -${own}`,
    ]);
  });
});

describe('a route that lets requests pass', () => {
  const check = `app.post('/', (req, res, next) => { if (!req.get('accept')) return fail(res, 'accept'); next(); });
function fail(res, code) { res.status(table[code] ?? 400).json({ code }); }
const table = JSON.parse(process.env.CODES);`;

  it('is a step where the same route is registered once more', () => {
    expect(endpointsOf(`${HEAD}${check}app.post('/', (req, res) => { db.add(req.body); res.end(); });`)).toEqual([
      'POST /: -',
    ]);
  });

  it('is an endpoint where none follows', () => {
    expect(endpointsOf(`${HEAD}${check}app.post('/other', (req, res) => { res.end(); });`)).toEqual([
      'POST /: -',
      'POST /other: -',
    ]);
  });
});

describe('a hook of what the handler stores', () => {
  const models = `import bcrypt from 'bcrypt'; import mongoose from 'mongoose';
const users = new mongoose.Schema({ password: String });
users.pre('save', async function () { if (this.isModified('password')) this.password = await bcrypt.hash(this.password, 12); });
users.pre('deleteOne', async function () { await bcrypt.hash('x', 12); });
const User = mongoose.model('User', users);
const Note = mongoose.model('Note', new mongoose.Schema({ text: String }));`;

  it.each([
    ['a record whose password it hashes', 'await User.create(req.body)', 'issues'],
    ['one that is made and saved', 'const user = new User(req.body); await user.save()', 'issues'],
    ['a record of another model', 'await Note.create(req.body)', ''],
    ['nothing new', 'await User.deleteOne({ name: String(req.body.name) })', ''],
  ])('is part of the handler: %s', (_, code, own) => {
    expect(endpointsOf(`${HEAD}${models}app.post('/', async (req, res) => { ${code}; res.json({}); });`)).toEqual([
      own === '' ? 'POST /: -' : `POST /: - (${own})`,
    ]);
  });
});

describe('functions that build the application', () => {
  it('are run when nobody calls them', () => {
    expect(
      endpointsOf(
        `${HEAD.replace('const app = express();', '')}${GUARD}export function build() { const app = express(); app.use(guard); app.post('/', handler); return app; }`,
      ),
    ).toEqual(['POST /: guard']);
  });
});
