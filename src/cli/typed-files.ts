import { configFor } from '../lang/tsconfig.js';
import { displayPath } from '../report/place.js';
import { troubleIn, type Trouble } from './trouble.js';

const JAVASCRIPT = /\.[cm]?jsx?$/;

/** Whether a file may have types: only parsing shows whether a project really includes it. */
export type Typing = 'maybe' | 'outside-projects' | 'no-project';

export interface Typings {
  readonly byFile: ReadonlyMap<string, Typing>;
  /** One warning for each tsconfig.json of which a part cannot be used. */
  readonly warnings: readonly Trouble[];
}

/**
 * Returns for each file whether the tsconfig.json above it may give it types; JavaScript only has them where it is allowed.
 * A tsconfig.json that cannot be used entirely (it extends a package that is not installed) is used as far as it can be
 * read, and files that get no types from it are scanned without.
 */
export function typingOf(cwd: string, files: readonly string[]): Typings {
  const troubles = new Map<string, string>();
  const byFile = new Map<string, Typing>();
  for (const file of files) {
    const { file: configFile, trouble, options } = configFor(file);
    if (configFile !== null && trouble !== null) troubles.set(configFile, trouble);
    const included = !JAVASCRIPT.test(file) || (options.allowJs ?? options.checkJs) === true;
    byFile.set(file, configFile === null ? 'no-project' : included ? 'maybe' : 'outside-projects');
  }
  const warnings = [...troubles].map(([file, message]) =>
    troubleIn('tsconfig', displayPath(cwd, file), `${message} To scan without types, run with --no-typed.`),
  );
  return { byFile, warnings };
}
