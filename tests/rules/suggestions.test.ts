/** Rewrites that rules suggest: the exact code, and beside each one a twin that is reported without a suggestion. */
import type { RunTests } from '@typescript-eslint/rule-tester';
import type { ApiSecurityRule } from '../../src/meta/rule.js';
import command from '../../src/rules/no-command-injection.js';
import nosql from '../../src/rules/no-nosql-injection.js';
import shell from '../../src/rules/no-shell.js';
import sql from '../../src/rules/no-sql-injection.js';
import { ruleTester } from './tester.js';

/** What is written, and what is suggested instead; null where the rewrite would not be certain. */
type Pair = readonly [name: string, before: string, after: string | null];

interface Place {
  readonly rule: ApiSecurityRule;
  readonly messageId: string;
  readonly head: string;
  /** The head after a rewrite. */
  readonly headAfter?: string;
  readonly message: string;
}

function suite(title: string, place: Place, pairs: readonly Pair[]): void {
  const program = (head: string, body: string): string => `import express from 'express';
${head}
const app = express();
app.post('/', async (req, res) => {
  const { id, name } = req.body;
  res.json(${body});
});
`;
  const invalid: RunTests<string, readonly unknown[]>['invalid'] = pairs.map(([name, before, after]) => ({
    name,
    filename: 'src/app.ts',
    code: program(place.head, before),
    errors: [
      {
        messageId: place.messageId,
        ...(after === null
          ? {}
          : {
              suggestions: [
                {
                  messageId: 'rewrite',
                  data: { message: place.message },
                  output: program(place.headAfter ?? place.head, after),
                },
              ],
            }),
      },
    ],
  }));
  ruleTester.run(title, place.rule, { valid: [], invalid });
}

const PARAMETERS = { rule: sql, messageId: 'flow', message: 'Pass the values as parameters.' };

suite(
  'suggestions for pg',
  { ...PARAMETERS, head: "import { Pool } from 'pg';\nconst pool = new Pool();\nconst COLUMNS = { a: 'b + 1' };" },
  [
    [
      'a concatenation',
      "await pool.query('SELECT * FROM t WHERE id = ' + id)",
      "await pool.query('SELECT * FROM t WHERE id = $1', [id])",
    ],
    ['a concatenation that begins with data', "await pool.query(id + ' = id')", null],
    [
      'quotes around values of a concatenation',
      `await pool.query("SELECT * FROM t WHERE a = '" + id + "' AND b = '" + req.query.b + "'")`,
      "await pool.query('SELECT * FROM t WHERE a = $1 AND b = $2', [id, req.query.b])",
    ],
    ['quotes that are escaped', `await pool.query("SELECT * FROM t WHERE a = 'it''s " + id + "'")`, null],
    [
      'a part of a quoted text',
      "await pool.query(`SELECT * FROM t WHERE a LIKE '%${name}%' LIMIT ${id}`)",
      "await pool.query('SELECT * FROM t WHERE a LIKE $1 LIMIT $2', [`%${name}%`, id])",
    ],
    ['a quoted text of a function, whose type nobody knows', "await pool.query(`SELECT concat('%${name}%')`)", null],
    [
      'values that are passed already',
      "await pool.query(`UPDATE t SET a = $1 WHERE b = '${name}'`, [id])",
      "await pool.query('UPDATE t SET a = $1 WHERE b = $2', [id, name])",
    ],
    ['values of which one is not used', "await pool.query(`UPDATE t SET a = 1 WHERE b = '${name}'`, [id])", null],
    ['values that are spread', "await pool.query(`UPDATE t SET a = $1 WHERE b = '${name}'`, [...id])", null],
    [
      'a callback',
      "pool.query(`SELECT * FROM t WHERE b = '${name}'`, () => {})",
      "pool.query('SELECT * FROM t WHERE b = $1', [name], () => {})",
    ],
    ['a callback or a list of values', "pool.query(`SELECT * FROM t WHERE b = '${name}'`, res.locals.given)", null],
    [
      'a new row',
      "await pool.query(`INSERT INTO t (a, b) VALUES (${id}, '${name}')`)",
      "await pool.query('INSERT INTO t (a, b) VALUES ($1, $2)', [id, name])",
    ],
    ['columns of a new row', 'await pool.query(`INSERT INTO t (a, ${name}) VALUES (1, 2)`)', null],
    ['a list', 'await pool.query(`SELECT * FROM t WHERE a IN (${id.join()})`)', null],
    ['a list in quotes', "await pool.query(`SELECT * FROM t WHERE a IN ('${id.join()}')`)", null],
    ['a condition', 'await pool.query(`SELECT * FROM t WHERE a AND ${name}`)', null],
    [
      'a range',
      'await pool.query(`SELECT * FROM t WHERE a BETWEEN ${id} AND ${name}`)',
      "await pool.query('SELECT * FROM t WHERE a BETWEEN $1 AND $2', [id, name])",
    ],
    ['a name behind a JSON operator', "await pool.query(`SELECT * FROM t WHERE a->>'${name}' = 'x'`)", null],
    ['a comment', "await pool.query(`SELECT * FROM t /* ' */ WHERE a = '${name}'`)", null],
    [
      'a member of what a request carries',
      "await pool.query(`UPDATE t SET a = ${req.body.a} WHERE b = '${name}'`)",
      "await pool.query('UPDATE t SET a = $1 WHERE b = $2', [req.body.a, name])",
    ],
    [
      'a member of what the program lists',
      "await pool.query(`UPDATE t SET a = ${COLUMNS.a} WHERE b = '${name}'`)",
      null,
    ],
    ['a name of another module', "await pool.query(`UPDATE t SET a = ${express} WHERE b = '${name}'`)", null],
    [
      'a sequence',
      "await pool.query(`UPDATE t SET a = 1 WHERE b = '${(res.locals.n, name)}' AND c = '${res.locals.n, name}'`)",
      null,
    ],
    [
      'a piece of text that stands in the file',
      "await (async (now = 'now()') => pool.query(`UPDATE t SET a = ${id ? now : 'null'} WHERE b = '${name}'`))()",
      null,
    ],
  ],
);

suite(
  'suggestions for mysql2',
  {
    ...PARAMETERS,
    head: "import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({ host: 'db' });",
  },
  [
    [
      'a concatenation; an object would be written as a list of comparisons',
      "await pool.query('SELECT * FROM t WHERE id = ' + id)",
      "await pool.query('SELECT * FROM t WHERE id = ?', [String(id)])",
    ],
    ['a count, which mysql2 would write in quotes', "await pool.query('SELECT * FROM t LIMIT ' + id)", null],
    [
      'values before and behind it',
      "await pool.execute(`UPDATE t SET a = ? WHERE b = '${name}' AND c = ?`, [id, req.query.c])",
      "await pool.execute('UPDATE t SET a = ? WHERE b = ? AND c = ?', [id, String(name), req.query.c])",
    ],
    ['a question mark in a text', "await pool.query(`SELECT '?' FROM t WHERE b = '${name}'`)", null],
  ],
);

const SQLITE = { ...PARAMETERS, message: 'Bind the values when the statement runs.' };

suite(
  'suggestions for better-sqlite3',
  { ...SQLITE, head: "import Database from 'better-sqlite3';\nconst db = new Database('shop.db');" },
  [
    [
      'a template',
      "db.prepare(`SELECT * FROM t WHERE name = '${name}'`).get()",
      "db.prepare('SELECT * FROM t WHERE name = ?').get(String(name))",
    ],
    ['a statement that runs elsewhere', "db.prepare(`SELECT * FROM t WHERE name = '${name}'`)", null],
    ['statements that are executed', "db.exec(`DELETE FROM t WHERE name = '${name}'`)", null],
    [
      'a concatenation and other values',
      "db.prepare('SELECT * FROM t WHERE a = ? AND b = ' + id + ' AND c = ?').pluck().all(req.query.a, req.query.c)",
      "db.prepare('SELECT * FROM t WHERE a = ? AND b = ? AND c = ?').pluck().all(req.query.a, String(id), req.query.c)",
    ],
    ['named values', "db.prepare('SELECT * FROM t WHERE a = @a AND b = ' + id).all({ a: 1 })", null],
  ],
);

suite(
  'suggestions for node:sqlite',
  { ...SQLITE, head: "import { DatabaseSync } from 'node:sqlite';\nconst db = new DatabaseSync('shop.db');" },
  [
    [
      'a template',
      "db.prepare(`DELETE FROM t WHERE id = ${Number(id)} AND name = '${name}'`).run()",
      "db.prepare('DELETE FROM t WHERE id = ? AND name = ?').run(Number(id), String(name))",
    ],
    ['the name of a table', 'db.prepare(`DELETE FROM ${name}`).run()', null],
  ],
);

const PROGRAM = 'Run the program without a shell, by execFileSync.';
const SYNC = {
  head: "import { execSync } from 'node:child_process';",
  headAfter: "import { execSync, execFileSync } from 'node:child_process';",
};

suite('suggestions for command lines', { ...SYNC, rule: command, messageId: 'flow', message: PROGRAM }, [
  [
    'a concatenation',
    "execSync('convert ' + name + ' -resize 50 out.png', { cwd: '/srv' })",
    "execFileSync('convert', [String(name), '-resize', '50', 'out.png'], { cwd: '/srv' })",
  ],
  ['a shell of its own', "execSync('convert ' + name + ' out.png', { shell: '/bin/bash' })", null],
  ['options from elsewhere', "execSync('convert ' + name + ' out.png', res.locals.options)", null],
  ['a word of which data is a part', "execSync('convert ' + name + '.png')", null],
  ['a word that only a shell knows', "execSync('cd ' + name)", null],
  ['a variable for the program', "execSync('LANG=C sort ' + name)", null],
  ['two programs', "execSync('sort ' + name + ' | uniq')", null],
  ['data as the program', "execSync(name + ' --version')", null],
]);

suite('suggestions for shells', { ...SYNC, rule: shell, messageId: 'misuse', message: PROGRAM }, [
  [
    'a value that the program made',
    "execSync(`git log ${String(process.env['BRANCH'])}`)",
    "execFileSync('git', ['log', String(process.env['BRANCH'])])",
  ],
  ['a redirection', "execSync(`git log ${String(process.env['BRANCH'])} > log`)", null],
]);

suite(
  'suggestions for filters',
  {
    head: "import { MongoClient } from 'mongodb';\nconst users = new MongoClient('mongodb://localhost').db().collection('users');",
    rule: nosql,
    messageId: 'flow',
    message: 'Compare it as a value, by $eq.',
  },
  [
    [
      'a value that the filter reads',
      'await users.findOne({ active: true, name: req.body.name as string })',
      'await users.findOne({ active: true, name: { $eq: req.body.name as string } })',
    ],
    [
      'the first of two values; the second is reported when the first is mended',
      'await users.findOne({ name: { $eq: req.body.name }, token: req.body.token })',
      'await users.findOne({ name: { $eq: req.body.name }, token: { $eq: req.body.token } })',
    ],
    ['a filter that the client wrote', 'await users.findOne(req.body.filter)', null],
    ['a condition that the client wrote', 'await users.findOne({ $or: req.body.any })', null],
    ['a value from elsewhere, which may be a condition of the program', 'await users.findOne({ name })', null],
    ['conditions below another one', 'await users.findOne({ $or: [{ name: req.body.name }, { id: 1 }] })', null],
  ],
);
