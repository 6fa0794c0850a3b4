/** Programs in the way of older services: callbacks around everything, constructor functions, guards that redirect. */
import { describe, expect, it } from 'vitest';
import { endpointsOf, endpointsOfProgram } from './harness.js';

const EXPRESS = `const express = require('express');
const session = require('express-session');
const app = express();
app.use(session({ secret: process.env.SESSION_KEY }));
`;

describe('what is registered once the database is there', () => {
  it('in the callback of a connection, by methods of constructor functions', () => {
    const files = {
      'server.js': `${EXPRESS}
const { MongoClient } = require('mongodb');
const routes = require('./routes');
MongoClient.connect(process.env.DB, (error, db) => {
  if (error) process.exit(1);
  routes(app, db);
  app.listen(3000);
});`,
      'routes.js': `const Notes = require('./notes');
module.exports = (app, db) => {
  const notes = new Notes(db);
  app.get('/notes', notes.signedIn, notes.list);
  app.post('/notes', notes.add);
};`,
      'notes.js': `function Notes(db) {
  const all = db.collection('notes');
  this.signedIn = (req, res, next) => {
    if (req.session.userId) return next();
    return res.redirect('/login');
  };
  this.list = (req, res) => all.find({}).toArray((error, found) => res.json(found));
  this.add = (req, res) => all.insert({ text: req.body.text }, () => res.redirect('/notes'));
}
module.exports = Notes;`,
    };
    expect(endpointsOfProgram('routes.js', files)).toEqual(['GET /notes: signedIn', 'POST /notes: -']);
  });
});

describe('guards that send strangers to another page', () => {
  const guarded = (guard: string, head = ''): string =>
    endpointsOf(`${EXPRESS}${head}
const guard = (req, res, next) => { ${guard} };
app.get('/a', guard, (req, res) => res.json({}));`).at(-1) ?? '';

  it.each([
    ['a redirect', `if (req.session.userId) return next(); res.redirect('/login');`, 'GET /a: guard'],
    ['another page', `if (!req.session.userId) return res.render('login'); next();`, 'GET /a: guard'],
    ['a redirect that goes on', `if (!req.session.userId) res.redirect('/login'); next();`, 'GET /a: -'],
    ['who is known already', `if (req.session.userId) return res.redirect('/home'); next();`, 'GET /a: -'],
    ['something else', `if (req.query.old) return res.redirect('/new'); next();`, 'GET /a: -'],
    ['passport', `if (req.isAuthenticated()) return next(); res.redirect('/login');`, 'GET /a: guard'],
    ['passport, the other way round', `if (!req.isAuthenticated()) return next(); res.redirect('/home');`, 'GET /a: -'],
    ['the user of passport', `if (!req.user) return res.redirect('/login'); next();`, 'GET /a: guard'],
  ])('%s', (_, guard, expected) => {
    expect(guarded(guard)).toBe(expected);
  });

  it('behind middleware that only adds something', () => {
    const guard = `if (!req.session.userId) return res.redirect('/login'); next();`;
    expect(guarded(guard, `app.use(require('express-flash')());`)).toBe('GET /a: guard');
    expect(guarded(guard, `app.use(require('some-middleware')());`)).toBe('GET /a: guard ?');
  });
});

describe('logins of passport', () => {
  it('by the request itself, and logouts', () => {
    expect(
      endpointsOf(`${EXPRESS}const db = require('./out-of-sight');
app.post('/code', async (req, res, next) => { const user = await db.find(req.session.pending); req.logIn(user, (error) => (error ? next(error) : res.redirect('/'))); });
app.post('/other', async (req, res) => { const user = await db.find(req.session.pending); res.redirect('/'); });`),
    ).toEqual(['POST /code: - (issues)', 'POST /other: -']);
  });

  it('are endpoints, also where nothing stands behind them', () => {
    expect(
      endpointsOf(`${EXPRESS}const passport = require('passport');
app.post('/login', passport.authenticate('local', { successRedirect: '/', failureRedirect: '/login' }));
app.get('/auth/google', passport.authenticate('google'));
app.get('/notes', passport.authenticate('jwt'));
app.get('/notes', (req, res) => res.json([]));`),
    ).toEqual(['POST /login: - (issues)', 'GET /auth/google: - (unknown)', `GET /notes: passport.authenticate('jwt')`]);
  });
});
