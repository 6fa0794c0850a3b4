import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

describe('restify', () => {
  const head = `import restify from 'restify'; import errors from 'restify-errors';
const server = restify.createServer();
`;
  it('passes what use and pre register before every route, wherever they stand', () => {
    expect(
      endpointsOf(`${head}
server.post('/a', (req, res, next) => { res.send(201); next(); });
server.pre(restify.plugins.pre.sanitizePath());
server.use((req, res, next) => { if (!req.headers.authorization) return next(new errors.UnauthorizedError('no')); next(); });
server.del('/b/:id', (req, res, next) => { res.send(204); next(); });
server.get({ path: '/c', name: 'c' }, (req, res, next) => { res.send([]); next(); }); server.listen(1);`),
    ).toEqual(['POST /a: an inline function', 'DELETE /b/:id: an inline function', 'GET /c: an inline function']);
  });

  it('knows handlers of a route, and async ones that hand on by returning', () => {
    expect(
      endpointsOf(`${head}
const guard = async (req, res) => { if (!req.headers.authorization) throw new errors.ForbiddenError('no'); };
const open = async (req, res) => { req.at = Date.now(); };
const told = async (req, res) => { if (!req.headers.authorization) res.send(401); };
const stops = (req, res, next) => { if (!req.headers.authorization) { res.send(401); return next(false); } next(); };
server.post('/a', guard, async (req, res) => { res.send(1); });
server.post('/b', open, async (req, res) => { res.send(1); });
server.post('/c', told, async (req, res) => { res.send(1); });
server.post('/d', stops, async (req, res) => { res.send(1); });`),
    ).toEqual(['POST /a: guard', 'POST /b: -', 'POST /c: -', 'POST /d: stops']);
  });
});

describe('polka', () => {
  it('passes handlers of the whole application first, and mounts others', () => {
    expect(
      endpointsOf(`import polka from 'polka';
const guard = (req, res, next) => { if (!req.headers.authorization) { res.statusCode = 401; return res.end(); } next(); };
const users = polka(); users.post('/', (req, res) => res.end()); users.use(guard);
polka().use('/users', users).post('/open', (req, res) => res.end('x')).use('/own', guard).post('/own/x', (req, res) => res.end('x')).listen(1);`),
    ).toEqual(['POST /users: guard', 'POST /open: -', 'POST /own/x: guard']);
  });
});

describe('tinyhttp', () => {
  it('keeps to the order of registration', () => {
    expect(
      endpointsOf(`import { App } from '@tinyhttp/app';
const guard = (req, res, next) => { if (!req.get('authorization')) return res.sendStatus(401); next(); };
const app = new App(); const users = new App();
app.post('/open', (req, res) => res.send('x')); app.use(guard);
users.post('/:id', (req, res) => res.json({})); app.use('/users', users); app.listen(1);`),
    ).toEqual(['POST /open: -', 'POST /users/:id: guard']);
  });
});
