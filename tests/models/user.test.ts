/** Users' own models: what they mean, and what is said when they are wrong. */
import { Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/index.js';

const wrapper = {
  packages: ['@acme/db'],
  exports: { connect: { call: { returns: 'Connection' } } },
  types: { Connection: { members: { run: { call: { sinks: [{ at: '0', kind: 'sql', what: 'the SQL text' }] } } } } },
};
const sanitizer = {
  packages: ['@acme/text'],
  exports: { plain: { call: { flows: [{ from: '0', to: 'return', as: 'made', clears: ['sql'] }] } } },
};
const middleware = {
  packages: ['@acme/auth'],
  exports: { requireStaff: { call: { roles: [{ role: 'auth.guard' }] } } },
};

function lint(text: string, models: unknown, rules: readonly string[] = ['no-sql-injection']): readonly string[] {
  return new Linter({ configType: 'flat' })
    .verify(
      text,
      {
        files: ['**/*.ts'],
        plugins: { 'api-security': plugin as never },
        languageOptions: { parser },
        settings: { 'api-security': { models } },
        rules: Object.fromEntries(rules.map((name) => [`api-security/${name}`, 'error'])),
      },
      { filename: 'own-models.ts' },
    )
    .map(({ line, message }) => `${String(line)}: ${message}`);
}

const query = `import express from 'express';
import { connect } from '@acme/db';
import { plain } from '@acme/text';
const app = express();
const db = connect();
app.get('/', (req) => db.run('SELECT ' + req.query.columns));
app.get('/plain', (req) => db.run('SELECT ' + plain(String(req.query.columns))));
`;

describe('models in the settings', () => {
  test('describe a database wrapper', () => {
    expect(lint(query, [])).toEqual([]);
    expect(lint(query, [wrapper])).toEqual([
      '6: User input from `req.query.columns` (own-models.ts:6:42) reaches the SQL text of `Connection.run`. Use a placeholder and pass the value as a parameter, or choose names of tables and columns from a fixed list.',
    ]);
  });

  test('describe a sanitizer: data of unknown functions is not followed, of this one it is known', () => {
    const passing = {
      ...sanitizer,
      exports: { plain: { call: { flows: [{ from: '0', to: 'return', as: 'made' }] } } },
    };
    expect(lint(query, [wrapper, passing])).toHaveLength(2);
    expect(lint(query, [wrapper, sanitizer])).toHaveLength(1);
  });

  test('describe an authentication middleware', () => {
    const routes = `import express from 'express';
import { requireStaff } from '@acme/auth';
const app = express();
app.post('/a', requireStaff, (req, res) => { res.json(req.body.id); });
app.post('/b', (req, res) => { res.json(req.body.id); });
app.listen(1);
`;
    expect(lint(routes, [], ['require-authorization'])).toEqual([]);
    expect(lint(routes, [middleware], ['require-authorization'])).toEqual([expect.stringMatching(/^5: `POST \/b`/)]);
  });
});

describe('a model that is wrong', () => {
  const broken = { packages: ['@acme/x'], exports: { go: { call: { sinks: [{ at: 'first', kind: 'sqll' }] } } } };

  test('is named with its place, once for each file, and the others are used', () => {
    const messages = lint(query, [broken, wrapper], ['no-sql-injection', 'no-command-injection']);
    expect(messages).toHaveLength(3);
    expect(messages[0]).toBe(
      "1: settings['api-security'].models[0].exports.go.call.sinks[0].at: expected a place in a call: `0`, `0.text`, `0[]`, `this` or `1+`. The model is left out; the others are used.",
    );
    expect(messages[1]).toMatch(/sinks\[0\]\.kind: expected a kind of sink, one of .*sql/);
    expect(messages[2]).toMatch(/^6: User input/);
  });

  test.each([
    ['no list', { packages: [] }, /models: expected a list of models/],
    ['a word that does not exist', [{ packages: ['x'], export: {} }], /models\[0\].*export/],
    ['no package', [{ packages: [] }], /models\[0\]\.packages/],
    [
      'a pattern that is none',
      [
        {
          packages: ['x'],
          exports: { a: { call: { guards: [{ at: '0', when: 'true', facts: [{ pattern: '(' }] }] } } },
        },
      ],
      /facts\[0\]\.pattern: expected a regular expression/,
    ],
  ])('%s', (_name, models, message) => {
    expect(lint(query, models)[0]).toMatch(message);
  });
});
