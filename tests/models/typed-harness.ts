/** Lints one text with types: things of which only the checker knows what they are. */
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import plugin from '../../src/index.js';

const folder = path.resolve(import.meta.dirname, '../cases/flow');

function programOf(file: string, text: string): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    esModuleInterop: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options, true);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, rest[0], true) : getSourceFile(name, ...rest);
  return ts.createProgram({ rootNames: [file], options, host });
}

/** Returns `line rule` for every report, in order. */
export function typedReports(text: string, rules: readonly string[], name = 'typed-fixture.ts'): readonly string[] {
  const file = path.join(folder, name);
  const messages = new Linter({ configType: 'flat', cwd: folder }).verify(
    text,
    {
      files: ['**/*.ts'],
      plugins: { 'api-security': plugin as never },
      languageOptions: { parser, parserOptions: { programs: [programOf(file, text)] } },
      rules: Object.fromEntries(rules.map((rule) => [`api-security/${rule}`, 'error' as const])),
    },
    { filename: file },
  );
  return messages.map(
    (message) => `${String(message.line)} ${message.ruleId?.replace('api-security/', '') ?? message.message}`,
  );
}

/** Returns `line rule` for every mark `// rule` at the end of a line. */
export function marks(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const rule = /\/\/ (no-[\w-]+)$/.exec(line)?.[1];
    return rule === undefined ? [] : [`${String(index + 1)} ${rule}`];
  });
}
