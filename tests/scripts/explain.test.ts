import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../scripts/explain.js';

const text = `import express from 'express';
import { Pool } from 'pg';
import { send } from 'somewhere';
const pool = new Pool();
const app = express();
app.post('/users', async (req, res) => {
  const sort = String(req.query.sort);
  if (!/^[a-z]+$/.test(sort)) return res.sendStatus(400);
  const rows = await pool.query(\`SELECT * FROM users WHERE name = '\${String(req.body)}' ORDER BY \${sort}\`);
  send(rows);
});
`;

let folder = '';

function answer(line: number | null, endpoints = false): readonly string[] {
  return explain({ file: path.join(folder, 'users.ts'), line, typed: false, endpoints, folder });
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'api-security-explain-'));
  writeFileSync(path.join(folder, 'users.ts'), text);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('explain', () => {
  it('shows the label of every hit', () => {
    const lines = answer(null);
    expect(lines[0]).toBe('untyped, 1 hits, 0 failures, limits reached: none');
    expect(lines[2]).toMatch(/^sql: the SQL text of Pool\.query, .* \(users\.ts:9:33\)$/);
    expect(lines[3]).toMatch(/^  source {2}http\.body `req\.body` \(users\.ts:9:\d+\)$/);
    expect(lines).toContain(`  lead    "SELECT * FROM users WHERE name = '"`);
    expect(lines.some((line) => line.startsWith('  stack   `app.post('))).toBe(true);
  });

  it('shows what the arguments of a call held, with what checks had proved by then', () => {
    const lines = answer(9);
    expect(lines.filter((line) => line.startsWith('call of pg#Pool.query'))).toHaveLength(1);
    expect(lines).toContain('  this: instance of pg#Pool');
    expect(lines).toContain('     fact    matches /^[a-z]+$/');
  });

  it('names the calls of which nothing is known', () => {
    expect(answer(10)).toEqual([
      'untyped, 0 hits, 0 failures, limits reached: none',
      '',
      'no library call was seen at:',
      '  `send` (users.ts:10:3)',
    ]);
  });

  it('shows the endpoints of the file', () => {
    expect(answer(1, true).slice(2)).toEqual([
      'endpoints:',
      'POST /users (users.ts:6:5): guard none; handler open, acts',
    ]);
  });
});
