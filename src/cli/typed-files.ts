import { configFor } from '../lang/tsconfig.js';
import { displayPath } from '../report/place.js';
import { TroubleError, troubleIn } from './trouble.js';

const JAVASCRIPT = /\.[cm]?jsx?$/;

/** Whether a file may have types: only parsing shows whether a project really includes it. */
export type Typing = 'maybe' | 'outside-projects' | 'no-project';

/**
 * Returns for each file whether the tsconfig.json above it may give it types; JavaScript only has them where it is allowed.
 * @throws {TroubleError} when a tsconfig.json on the way cannot be used.
 */
export function typingOf(cwd: string, files: readonly string[]): ReadonlyMap<string, Typing> {
  const troubles = new Map<string, string>();
  const typings = new Map<string, Typing>();
  for (const file of files) {
    const { file: configFile, trouble, options } = configFor(file);
    if (configFile !== null && trouble !== null) troubles.set(configFile, trouble);
    const included = !JAVASCRIPT.test(file) || (options.allowJs ?? options.checkJs) === true;
    typings.set(file, configFile === null ? 'no-project' : included ? 'maybe' : 'outside-projects');
  }
  if (troubles.size === 0) return typings;
  throw new TroubleError(
    [...troubles].map(([file, message]) =>
      troubleIn('tsconfig', displayPath(cwd, file), `${message} To scan without types, run with --no-typed.`),
    ),
  );
}
