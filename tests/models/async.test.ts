/** The library `async`: what a task answers reaches the next one, the results and the last callback. */
import { fixture } from './harness.js';

fixture(
  'async: tasks in order, at once, on each element, in queues',
  `import express from 'express';
import async from 'async';
import { waterfall, each } from 'async';
import { Pool } from 'pg';
import { exec } from 'node:child_process';
const pool = new Pool();
const app = express();
app.get('/a', (req, res) => {
  async.waterfall([
    (cb: any) => cb(null, req.query.name),
    (name: any, cb: any) => {
      pool.query(\`SELECT * FROM t WHERE n='\${name}'\`, cb); // sink sql
    },
  ], () => res.end());
});
app.get('/a2', (req, res) => {
  async.waterfall([
    (cb: any) => cb(null, 'constant'),
    (name: any, cb: any) => {
      pool.query(\`SELECT * FROM t WHERE n='\${name}'\`, cb); // quiet
    },
  ], () => res.end());
});
app.get('/b', (req, res) => {
  async.map(req.body.hosts, (host: any, cb: any) => {
    exec(\`ping \${host}\`, cb); // sink command
  }, () => res.end());
});
app.get('/c', (req, res) => {
  async.eachSeries(req.body.files as string[], async (file: string) => {
    await pool.query('SELECT ' + file); // sink sql
  });
  each(req.body.files as string[], (file: string, done: any) => {
    pool.query('SELECT ' + file, done); // sink sql
  });
  each(['a', 'b'], (file: string, done: any) => {
    pool.query('SELECT ' + file, done); // quiet
  });
});
app.get('/d', (req, res) => {
  async.parallel([
    (cb: any) => { exec('ls ' + req.query.dir, cb); }, // sink command
  ]);
  async.parallel({
    name: (cb: any) => cb(null, req.query.name),
    other: (cb: any) => cb(null, 'x'),
  }, (err: any, results: any) => {
    pool.query('SELECT ' + results.name); // sink sql
    pool.query('SELECT ' + results.other); // quiet
  });
  waterfall([
    async () => req.query.name,
    async (n: any) => 'x' + n,
  ], (err: any, n: any) => {
    pool.query('SELECT ' + n); // sink sql
  });
});
app.get('/e', async (req, res) => {
  const q = async.queue((task: any, cb: any) => {
    exec('convert ' + task.file, cb); // sink command
  }, 2);
  q.push({ file: req.query.file });
  const names = await async.map(req.body.ids as string[], async (id: string) => 'x' + id);
  await pool.query('SELECT ' + names.join(',')); // sink sql
  async.eachLimit(req.body.ids as string[], 3, (id, cb) => {
    pool.query('DELETE FROM x WHERE id=' + id, () => cb()); // sink sql
  });
  async.forEachOf(req.body as object, (value: any, key: any, cb: any) => {
    pool.query(\`UPDATE x SET \${key} = 1\`, cb); // sink sql
  });
  async.auto({
    input: (cb: any) => cb(null, req.query.x),
    run: ['input', (r: any, cb: any) => {
      exec('ls ' + r.input, cb); // sink command
    }],
  });
  async.series([
    (cb: any) => cb(null, req.query.a),
    (cb: any) => cb(null, 'b'),
  ], (err: any, out: any) => {
    pool.query('SELECT ' + out[0]); // sink sql
  });
  const filtered = await async.filter(req.body.ids as string[], async (id) => id.length > 2);
  pool.query('SELECT ' + filtered[0]); // sink sql
  const red = await async.reduce(req.body.ids as string[], '', async (memo: any, id: any) => memo + id);
  pool.query('SELECT ' + red); // sink sql
  async.times(3, (n, next) => {
    pool.query('SELECT ' + n, next); // quiet
  });
});
`,
);

fixture(
  'async: checks of a task hold in the next one; further functions',
  `import express from 'express';
import async from 'async';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
app.get('/', (req, res) => {
  async.waterfall([
    (cb: any) => {
      const name = String(req.query.name);
      if (!/^[a-z]+$/.test(name)) return cb(new Error('name'));
      cb(null, name);
    },
    (name: any, cb: any) => {
      pool.query('SELECT ' + name, cb); // quiet
    },
  ], () => res.end());
  async.map([1, 2], (id: any, cb: any) => cb(null, id), (err: any, ids: any) => {
    pool.query('SELECT ' + ids[0]); // quiet
  });
  async.mapValues({ a: 1 }, (id: any, key: any, cb: any) => cb(null, req.query.a), (err: any, out: any) => {
    pool.query('SELECT ' + out.a); // sink sql
  });
  async.concat(req.body.ids, async (id: any) => [id], (err: any, ids: any) => {
    pool.query('SELECT ' + ids[0]); // sink sql
  });
  async.detect(req.body.ids, async (id: any) => id > 1, (err: any, id: any) => {
    pool.query('SELECT ' + id); // sink sql
  });
  async.whilst(async () => true, async () => {
    await pool.query('SELECT ' + req.query.a); // sink sql
  });
  async.retry(3, (cb: any) => cb(null, req.query.a), (err: any, a: any) => {
    pool.query('SELECT ' + a); // sink sql
  });
  const cargo = async.cargo((tasks: any, cb: any) => {
    pool.query('SELECT ' + tasks[0].a, cb); // sink sql
  }, 2);
  cargo.push({ a: req.query.a });
  async.race([(cb: any) => cb(null, 'a'), (cb: any) => cb(null, req.query.a)], (err: any, a: any) => {
    pool.query('SELECT ' + a); // sink sql
  });
  async.parallel([async.apply(pool.query.bind(pool), 'SELECT ' + req.query.a)]); // sink sql
});
`,
);
