/** Every rule of the plugin over a text with types: one program after the other of a project that holds only this file. */
import path from 'node:path';
import ts from 'typescript';
import { lintWith, repoRoot, type Linted } from './plugin.js';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  allowJs: true,
  noEmit: true,
  skipLibCheck: true,
  jsx: ts.JsxEmit.Preserve,
  types: ['node'],
};

/** Declarations of libraries never change while this runs; parsing them anew for each program would take most of the time. */
const libraries = new Map<string, ts.SourceFile | undefined>();
const programs = new Map<string, ts.Program>();

function programOf(file: string, text: string): ts.Program {
  const host = ts.createCompilerHost(options, true);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.getSourceFile = (name, language, ...rest) => {
    if (name === file) return ts.createSourceFile(name, text, language, true);
    const format = typeof language === 'object' ? language.impliedNodeFormat : undefined;
    const key = `${name}|${String(format)}`;
    if (!libraries.has(key)) libraries.set(key, getSourceFile(name, language, ...rest));
    return libraries.get(key);
  };
  const before = programs.get(file);
  const program = ts.createProgram({
    rootNames: [file],
    options,
    host,
    ...(before ? { oldProgram: before } : {}),
  });
  programs.set(file, program);
  return program;
}

/** Lints a text with every rule and with types; the libraries of this repository are installed for it. Throws what a rule throws. */
export function lintTyped(text: string, fileName: string): Linted {
  const file = path.join(repoRoot, '.cache/fuzz', fileName);
  return lintWith(text, file, path.dirname(file), { programs: [programOf(file, text)] });
}
