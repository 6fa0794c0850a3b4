/**
 * What the delivery tests deliver. Everything that depends on which plugin and which rule are tried stands here; the tests
 * name neither.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { documentationUrl } from '../../src/meta/docs.js';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));

/** The folder of this package. */
export const packageRoot = path.resolve(here, '../..');

/** Real path, because Node resolves modules to real paths. */
export const nodeModules = fs.realpathSync(path.join(packageRoot, 'node_modules'));

/** Lets a child process of Node import TypeScript. */
export const importTypeScript = ['--import', pathToFileURL(require.resolve('tsx')).href] as const;

/** A module whose default export is the plugin. */
const pluginFile = path.join(packageRoot, 'src/index.ts');

/** The command line interface, to be run by Node. */
export const cliArguments: readonly string[] = [...importTypeScript, path.join(packageRoot, 'src/cli/bin.ts')];

/** The rule that the flaw breaks. */
export const ruleId = 'api-security/no-sql-injection';
export const documentationLink = documentationUrl('no-sql-injection');

function source(query: string): string {
  return `import { Router } from 'express';
import { Pool } from 'pg';

const pool = new Pool();
export const router = Router();
router.get('/', async (req, res) => {
  res.json(await pool.query(${query}));
});
`;
}

export const flawedSource = source('`SELECT id FROM items WHERE name = ${req.query.name}`');
export const cleanSource = source("'SELECT id FROM items'");

/** The quick fix that is offered, and what the flawed source becomes by it. */
export const quickFixTitle = 'Pass the values as parameters.';
export const repairedSource = source("'SELECT id FROM items WHERE name = $1', [req.query.name]");

/** A user's eslint.config.mjs. */
export const eslintConfig = `import parser from ${JSON.stringify(pathToFileURL(require.resolve('@typescript-eslint/parser')).href)};
import apiSecurity from ${JSON.stringify(pathToFileURL(pluginFile).href)};

export default [{ files: ['**/*.ts'], languageOptions: { parser } }, apiSecurity.configs.recommended];
`;
