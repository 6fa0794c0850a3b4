/** Every rule of the plugin over a text, without types; and the texts of the repository that such runs go over. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../src/index.js';

export const repoRoot = path.resolve(import.meta.dirname, '../..');
const rules = Object.fromEntries(Object.keys(plugin.rules).map((name) => [`api-security/${name}`, 'error' as const]));

let folder: string | null = null;

/** Returns an empty project of its own, so that no other file has a say; it is removed when the process ends. */
export function sandbox(): string {
  if (folder === null) {
    const made = mkdtempSync(path.join(tmpdir(), 'api-security-'));
    writeFileSync(path.join(made, 'package.json'), '{}');
    process.on('exit', () => {
      rmSync(made, { recursive: true, force: true });
    });
    folder = made;
  }
  return folder;
}

export interface Linted {
  /** `3:5 rule message`, in the order of ESLint. */
  readonly reports: readonly string[];
  /** The parser's complaint, when the text is no program. */
  readonly syntaxError: string | null;
}

/** Lints a text with every rule and with these options of the parser. Throws what a rule throws. */
export function lintWith(text: string, file: string, cwd: string, parserOptions: object): Linted {
  const linter = new Linter({ configType: 'flat', cwd });
  const messages = linter.verify(
    text,
    {
      files: ['**/*.{ts,tsx,js,jsx,cjs,mjs,mts,cts}'],
      plugins: { 'api-security': plugin as never },
      languageOptions: { parser, parserOptions },
      linterOptions: { noInlineConfig: true },
      rules,
    },
    { filename: file },
  );
  const fatal = messages.find((each) => each.fatal === true);
  return {
    syntaxError: fatal?.message ?? null,
    reports: messages
      .filter((each) => each.ruleId !== null)
      .map((each) => `${String(each.line)}:${String(each.column)} ${each.ruleId ?? ''} ${each.message}`),
  };
}

/** Lints a text with every rule. Throws what a rule throws. */
export function lintText(text: string, fileName: string, cwd: string = sandbox()): Linted {
  return lintWith(text, path.resolve(cwd, fileName), cwd, { ecmaFeatures: { jsx: fileName.endsWith('x') } });
}

export interface Text {
  readonly name: string;
  readonly text: string;
  readonly extension: string;
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      return entry.isDirectory() ? (entry.name === 'node_modules' ? [] : below(full)) : [full];
    })
    .sort();
}

/** Returns the sources below a folder, in the order of their names. */
export function textsBelow(folder: string): readonly Text[] {
  return below(folder)
    .filter((file) => /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) && !file.includes('generated'))
    .map((file) => ({
      name: path.relative(repoRoot, file),
      text: readFileSync(file, 'utf8'),
      extension: path.extname(file),
    }));
}

/** Returns the sources of the acceptance cases. */
export function caseTexts(): readonly Text[] {
  return textsBelow(path.join(repoRoot, 'tests/cases'));
}

/** Returns the programs in the documentation of the rules. */
export function documentedTexts(): readonly Text[] {
  return below(path.join(repoRoot, 'docs/rules')).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^```(ts|tsx|js)\n(.*?)^```/gms)].map((match, index) => ({
      name: `${path.relative(repoRoot, file)} ${String(index + 1)}`,
      text: match[2] ?? '',
      extension: `.${match[1] ?? 'ts'}`,
    })),
  );
}

/** Returns the programs in the tests of the rules and models: template literals that hold an import or a require. */
export function fixtureTexts(): readonly Text[] {
  return ['tests/rules', 'tests/models'].flatMap((folder) =>
    below(path.join(repoRoot, folder)).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/`((?:\\.|[^`\\])*)`/gs)]
        .map((match) => (match[1] ?? '').replace(/\\([`$\\])/g, '$1'))
        .filter((text) => text.includes('\n') && /\bimport\b|\brequire\(/.test(text))
        .map((text, index) => ({
          name: `${path.relative(repoRoot, file)} ${String(index + 1)}`,
          text,
          extension: '.ts',
        })),
    ),
  );
}
