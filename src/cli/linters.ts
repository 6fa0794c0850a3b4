import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { EXTENSIONS } from './files.js';
import { NAMESPACE, type CliPlugin } from './plugin.js';

/** Lints one text as if it stood in the file. Rejects when a rule throws. */
export type Lint = (text: string, file: string) => Promise<readonly Linter.LintMessage[]>;

export interface Linters {
  /** Fails with a fatal message on a file that no project includes. */
  readonly typed: Lint;
  readonly untyped: Lint;
}

/** The user's own configuration is never read: `overrideConfigFile: true` switches the look-up off. */
function makeLint(root: string, plugin: CliPlugin, rules: Readonly<Record<string, unknown>>, typed: boolean): Lint {
  const config: Linter.Config = {
    files: EXTENSIONS.map((extension) => `**/*${extension}`),
    // The plugin is injected as far as the CLI needs to know it; ESLint checks its shape itself.
    plugins: { [NAMESPACE]: plugin as unknown as ESLint.Plugin },
    rules: rules as Linter.RulesRecord,
    languageOptions: {
      parser,
      parserOptions: typed ? { projectService: true, tsconfigRootDir: root } : { ecmaFeatures: { jsx: true } },
    },
    // Comments about the user's other rules are none of this scan's business.
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  };
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [config] });
  return async (text, file) => {
    const results = await eslint.lintText(text, { filePath: file, warnIgnored: false });
    return results.flatMap((result) => result.messages);
  };
}

/** Returns the linters of a scan. All files must stand below `root`, because ESLint ignores what is outside. */
export function makeLinters(root: string, plugin: CliPlugin, rules: Readonly<Record<string, unknown>>): Linters {
  return { typed: makeLint(root, plugin, rules, true), untyped: makeLint(root, plugin, rules, false) };
}
