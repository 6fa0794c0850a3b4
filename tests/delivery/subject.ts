/**
 * What the delivery tests deliver. Everything that depends on which plugin and which rule are tried stands here; the tests
 * name neither.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));

/** The folder of this package. */
export const packageRoot = path.resolve(here, '../..');

/** Real path, because Node resolves modules to real paths. */
export const nodeModules = fs.realpathSync(path.join(packageRoot, 'node_modules'));

/** Lets a child process of Node import TypeScript. */
export const importTypeScript = ['--import', pathToFileURL(require.resolve('tsx')).href] as const;

/** A module whose default export is the plugin. */
const pluginFile = path.join(here, '../cli/toy-plugin.ts');

/** The command line interface, to be run by Node. */
export const cliArguments: readonly string[] = [...importTypeScript, path.join(here, 'toy-cli.ts')];

/** The rule that the flaw breaks. */
export const ruleId = 'api-security/no-flow';
export const documentationLink = 'https://example.test/rules/no-flow';

export const flawedSource = 'export const handler = (request: Request): void => sink(request.url);\n';
export const cleanSource = "export const handler = (): void => log('constant');\n";

/** The quick fix that is offered, and what the flawed source becomes by it. */
export const quickFixTitle = 'Use a constant';
export const repairedSource = "export const handler = (request: Request): void => sink('safe');\n";

/** A user's eslint.config.mjs. */
export const eslintConfig = `import parser from ${JSON.stringify(pathToFileURL(require.resolve('@typescript-eslint/parser')).href)};
import apiSecurity from ${JSON.stringify(pathToFileURL(pluginFile).href)};

export default [{ files: ['**/*.ts'], languageOptions: { parser } }, apiSecurity.configs.recommended];
`;
