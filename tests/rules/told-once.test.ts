/** Flaws of a shared file that one change there mends: one of the files that lead to it tells of it. */
import { expect, it } from 'vitest';
import { reportsIn } from './marked-files.js';

const SHARED = `
import type { Response } from 'express';
export function failed(res: Response, error: any) {
  res.status(500).json({ error: error.message });
}
export function other(res: Response, error: any) {
  res.status(500).json({ what: error.message });
}
`;

const route = (name: string, helper: string): string => `
import { Router } from 'express';
import { Pool } from 'pg';
import { ${helper} } from './shared';
const pool = new Pool();
export const router = Router();
router.get('/${name}', async (req, res) => {
  try {
    res.json((await pool.query('SELECT 1')).rows);
  } catch (error) {
    ${helper}(res, error);
  }
});
`;

const filesOf = (names: readonly string[]): Readonly<Record<string, string>> => ({
  'src/shared.ts': SHARED,
  ...Object.fromEntries(names.map((name) => [`src/${name}.ts`, route(name, name === 'z' ? 'other' : 'failed')])),
});

const told = (names: readonly string[]): readonly string[] =>
  reportsIn(filesOf(names), ['no-error-leak']).map(({ file }) => file);

it('tells once of what one change in a shared file mends, and of another place there as well', () => {
  expect(told(['a', 'b', 'c', 'd', 'e', 'f', 'z'])).toEqual(['src/a.ts', 'src/z.ts']);
});

it('tells where one file alone leads there', () => {
  expect(told(['f'])).toEqual(['src/f.ts']);
});
