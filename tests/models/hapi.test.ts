import { fixture } from './harness.js';

fixture(
  'hapi: routes, validation and answers',
  `
import Hapi from '@hapi/hapi';
import { Pool } from 'pg';

const pool = new Pool();
const server = Hapi.server({ port: 3000 });
const column = (value: unknown) => {
  if (value !== 'name' && value !== 'age') throw new TypeError('unknown column');
  return value;
};

server.route({
  method: 'GET',
  path: '/items/{id}',
  options: { validate: { query: { sort: column } } },
  handler: async (request, h) => {
    await pool.query('SELECT ' + request.query.sort); // quiet
    await pool.query('SELECT ' + request.params.id); // sink sql
    await pool.query('SELECT ' + request.payload.name); // sink sql
    await pool.query('SELECT ' + request.state.tenant); // sink sql
    return h.redirect(request.headers.referer); // sink redirect
  },
});

server.route([
  {
    method: ['GET', 'POST'],
    path: '/logged',
    options: { validate: { query: { sort: column }, failAction: 'log' }, handler: async (request) => pool.query('SELECT ' + request.query.sort) }, // sink sql
  },
  { method: 'GET', path: '/page', handler: (request) => '<p>' + request.query.q }, // sink html
  { method: 'GET', path: '/plain', handler: (request, h) => h.response('<p>' + request.query.q).type('text/plain') }, // quiet
  { method: 'GET', path: '/response', handler: (request, h) => h.response('<p>' + request.query.q).code(404) }, // sink html
]);

void server.register({ name: 'plugin', register: async (inner) => inner.route({ method: 'GET', path: '/plugin', handler: (request) => pool.query('SELECT ' + request.query.q) }) }); // sink sql
`,
);
