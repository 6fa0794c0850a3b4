/** Lints acceptance cases through ESLint, typed over one program for each case, and untyped. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import plugin from '../../src/index.js';
import { casesFolder, type Case, type Report } from './cases.js';

const parsed = new Map<string, ts.SourceFile | undefined>();

function optionsFor(test: Case): ts.CompilerOptions {
  const folder = path.dirname(test.files[0]?.file ?? '');
  const own =
    folder !== path.join(casesFolder, test.group) &&
    existsSync(path.join(casesFolder, test.group, test.name, 'package.json'));
  return {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: own ? ts.ModuleKind.NodeNext : ts.ModuleKind.Node16,
    moduleResolution: own ? ts.ModuleResolutionKind.NodeNext : ts.ModuleResolutionKind.Node16,
    strict: true,
    esModuleInterop: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    allowJs: true,
    noEmit: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    jsx: ts.JsxEmit.Preserve,
    types: ['node'],
    typeRoots: [path.resolve(casesFolder, '../../node_modules/@types')],
  };
}

function programFor(test: Case): ts.Program {
  const options = optionsFor(test);
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion, onError, create) => {
    if (!name.includes('/node_modules/')) return read(name, languageVersion, onError, create);
    const key = `${name}|${String((languageVersion as ts.CreateSourceFileOptions).impliedNodeFormat)}`;
    if (!parsed.has(key)) parsed.set(key, read(name, languageVersion, onError, create));
    return parsed.get(key);
  };
  return ts.createProgram({ rootNames: test.files.map((each) => each.file), options, host });
}

const rules = Object.fromEntries(Object.keys(plugin.rules).map((name) => [`api-security/${name}`, 'error' as const]));

/** Returns what every rule of the plugin reports in the files of a case. */
export function lintCase(
  test: Case,
  typed: boolean,
): { readonly reports: readonly Report[]; readonly failures: readonly string[] } {
  const linter = new Linter({ configType: 'flat', cwd: casesFolder });
  const program = typed ? programFor(test) : null;
  const reports: Report[] = [];
  const failures: string[] = [];
  for (const { file } of test.files) {
    const messages = linter.verify(
      readFileSync(file, 'utf8'),
      {
        files: ['**/*.{ts,tsx,js,cjs,mjs,mts,cts}'],
        plugins: { 'api-security': plugin as never },
        languageOptions: {
          parser,
          parserOptions: program ? { programs: [program] } : { ecmaVersion: 'latest', sourceType: 'module' },
        },
        rules,
      },
      { filename: file },
    );
    for (const message of messages) {
      if (message.ruleId === null || message.fatal === true) failures.push(`${file}: ${message.message}`);
      else reports.push({ file, line: message.line, rule: message.ruleId.replace('api-security/', '') });
    }
  }
  return { reports, failures };
}
