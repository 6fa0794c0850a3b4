/**
 * Measures what the plugin adds: `npm run bench -- [sizes... | edits]`. For each size it generates a project and, in one process,
 * takes the CPU time of making the program (parse and bind), of a full type check, of ESLint with the parser and a rule that
 * does nothing, and of ESLint with every rule on. Ratios are what counts; absolute times are the machine's.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import ts from 'typescript';
import type Plugin from '../src/index.js';
import { repoRoot } from './lib/repo.js';
import { writeProject } from './bench/project.js';

const EDITS = 21;

/** What users run is the built package, without the helpers that running the sources adds. */
const built = (await import(pathToFileURL(path.join(repoRoot, 'dist', 'index.js')).href)) as {
  readonly default: typeof Plugin;
};
const plugin = built.default;

async function cpu<T>(work: () => T | Promise<T>): Promise<readonly [T, number]> {
  const before = process.cpuUsage();
  const result = await work();
  const used = process.cpuUsage(before);
  return [result, (used.user + used.system) / 1000];
}

function programOf(folder: string, files: readonly string[]): ts.Program {
  const config = ts.readConfigFile(path.join(folder, 'tsconfig.json'), (name) => ts.sys.readFile(name));
  const { options } = ts.parseJsonConfigFileContent(config.config, { ...ts.sys, readDirectory: () => [] }, folder);
  return ts.createProgram({ rootNames: [...files], options });
}

async function checkOf(folder: string, files: readonly string[]): Promise<number> {
  const program = programOf(folder, files);
  return (await cpu(() => program.getSemanticDiagnostics()))[1];
}

/** MiB in use after a collection. */
function heap(): number {
  if (typeof globalThis.gc === 'function') globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/**
 * What any configuration costs: ESLint keeps each file's scopes alive until the next full collection as soon as one rule is
 * on (the contexts of rules have that of the file as their prototype), which no configuration without rules pays.
 */
const noRules = { 'bench/nothing': 'error' } as const;

const allRules = Object.fromEntries(
  Object.keys(plugin.rules).map((name) => [`api-security/${name}`, 'error' as const]),
);

/** ESLint as users run it: the configuration is worked out once, not for each file. */
function eslintFor(folder: string, program: ts.Program | null, rules: Readonly<Record<string, 'error'>>): ESLint {
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        plugins: { 'api-security': plugin as never, bench: { rules: { nothing: { create: () => ({}) } } } },
        languageOptions: { parser, parserOptions: program ? { programs: [program] } : {} },
        rules,
      },
    ],
  });
}

async function lint(
  folder: string,
  files: readonly string[],
  program: ts.Program | null,
  rules: Readonly<Record<string, 'error'>>,
): Promise<number> {
  const eslint = eslintFor(folder, program, rules);
  let count = 0;
  for (const filePath of files) {
    const results = await eslint.lintText(readFileSync(filePath, 'utf8'), { filePath });
    for (const { messages } of results) count += messages.length;
  }
  return count;
}

async function measure(size: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-security-bench-'));
  try {
    const files = writeProject(folder, size, path.join(repoRoot, 'node_modules'));
    // The check has a program of its own: neither it nor the rules may profit from what the other has made the checker do.
    const checking = await checkOf(folder, files);
    const [program, making] = await cpu(() => programOf(folder, files));
    const [, bare] = await cpu(() => lint(folder, files, program, noRules));
    const memory = heap();
    const [findings, everything] = await cpu(() => lint(folder, files, program, allRules));
    const after = heap();
    const [, bareUntyped] = await cpu(() => lint(folder, files, null, noRules));
    const [, untyped] = await cpu(() => lint(folder, files, null, allRules));
    const added = everything - bare;
    const addedUntyped = untyped - bareUntyped;
    const show = (value: number): string => value.toFixed(0).padStart(8);
    console.log(
      [
        String(files.length).padStart(6),
        show(making),
        show(checking),
        show(bare),
        show(added),
        (added / checking).toFixed(2).padStart(7),
        (added / files.length).toFixed(2).padStart(8),
        show(bareUntyped),
        show(addedUntyped),
        (addedUntyped / bareUntyped).toFixed(2).padStart(7),
        String(findings).padStart(6),
        `${memory.toFixed(0)}→${after.toFixed(0)}`.padStart(12),
      ].join(' '),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file of a project changes again and again, as in an editor: the time of a lint over that of its parse. */
async function editorLoop(size: number, ending: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-security-edit-'));
  try {
    const files = writeProject(folder, size, path.join(repoRoot, 'node_modules'));
    const edited = files.find((file) => file.endsWith(ending)) ?? files[0] ?? '';
    const original = readFileSync(edited, 'utf8');
    let text = original;
    const config = ts.readConfigFile(path.join(folder, 'tsconfig.json'), (name) => ts.sys.readFile(name));
    const { options } = ts.parseJsonConfigFileContent(config.config, { ...ts.sys, readDirectory: () => [] }, folder);
    const parsed = new Map<string, ts.SourceFile | undefined>();
    const host = ts.createCompilerHost(options, true);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, languageVersion, ...rest) => {
      if (name === edited) return ts.createSourceFile(name, text, languageVersion, true);
      if (!parsed.has(name)) parsed.set(name, read(name, languageVersion, ...rest));
      return parsed.get(name);
    };
    const run = async (eslint: ESLint): Promise<void> => {
      await eslint.lintText(text, { filePath: edited });
    };
    let program = ts.createProgram({ rootNames: [...files], options, host });
    await lint(folder, files, program, allRules);
    const times: number[] = [];
    for (let round = 0; round < EDITS; round++) {
      text = `${original}\n// edit ${String(round)}\n`;
      program = ts.createProgram({ rootNames: [...files], options, host, oldProgram: program });
      program.getTypeChecker();
      const [parsing, linting] = [eslintFor(folder, program, noRules), eslintFor(folder, program, allRules)];
      // The first file that an instance lints pays for its configuration; an editor keeps the instance.
      for (const eslint of [parsing, linting]) await eslint.calculateConfigForFile(edited);
      const [, bare] = await cpu(() => run(parsing));
      const [, full] = await cpu(() => run(linting));
      times.push(full - bare);
    }
    times.sort((a, b) => a - b);
    console.log(
      `re-lint of an edited ${ending.replace(/^\./, '')} of ${String(files.length)}: median ${times[Math.floor(EDITS / 2)]?.toFixed(1) ?? '?'} ms of CPU over the parse, worst ${times.at(-1)?.toFixed(1) ?? '?'} ms`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const EDITED = ['.controller.ts', '.service.ts', '.repository.ts', '.schema.ts', '.routes.ts', 'app.ts'];

const words = process.argv.slice(2);
const sizes = words.map(Number).filter((size) => size > 0);
if (words.includes('edits')) {
  for (const ending of EDITED) await editorLoop(500, ending);
} else {
  console.log(
    ' files  program    check  eslint    added  /check  ms/file  untyped    added /parse  found     heap MiB',
  );
  for (const size of sizes.length > 0 ? sizes : [100, 1000, 5000]) await measure(size);
  // An editor has one project open: what was measured before must not be looked at again for every edit.
  if (sizes.length === 0)
    spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1, 2), 'edits'], { stdio: 'inherit' });
}
