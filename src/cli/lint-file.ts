import fs from 'node:fs';
import type { Linter } from 'eslint';
import type { Linters } from './linters.js';
import { troubleIn, type Trouble } from './trouble.js';

/** What came of one file. */
export interface FileOutcome {
  readonly source: string;
  readonly typed: boolean;
  /** All messages but those of the parser; comments that configure other rules can cause some, too. */
  readonly messages: readonly Linter.LintMessage[];
  readonly troubles: readonly Trouble[];
}

/** JavaScript with longer lines than this on the average is taken for minified: nobody mends it where it stands. */
const MINIFIED_LINE_LENGTH = 500;
const MINIFIED_MIN_LENGTH = 5_000;

function isMinified(file: string, source: string): boolean {
  if (!/\.[cm]?js$/.test(file) || source.length < MINIFIED_MIN_LENGTH) return false;
  return source.length / source.split('\n').length > MINIFIED_LINE_LENGTH;
}

const PARSING_ERROR = 'Parsing error: ';

/** ESLint also calls a comment fatal that configures rules in a way it cannot read; the file is linted all the same. */
function isFatal(message: Linter.LintMessage): boolean {
  return message.fatal === true && message.message.startsWith(PARSING_ERROR);
}

function syntaxTrouble(message: Linter.LintMessage, file: string): Trouble {
  const what = message.message.slice(PARSING_ERROR.length).replace(/[.!]?$/, '.');
  return {
    kind: 'syntax',
    message: `Syntax error: ${what} Mend it; this file was not analysed.`,
    file,
    line: message.line,
    column: message.column,
  };
}

async function lint(
  linters: Linters,
  source: string,
  file: string,
  maybeTyped: boolean,
): Promise<{ readonly typed: boolean; readonly messages: readonly Linter.LintMessage[] }> {
  if (maybeTyped) {
    const messages = await linters.typed(source, file);
    // Fatal means a syntax error or a file that no project includes; without a project the first remains, the second goes.
    if (!messages.some(isFatal)) return { typed: true, messages };
  }
  return { typed: false, messages: await linters.untyped(source, file) };
}

/** Lints one file, with types when a project includes it. Never rejects: what goes wrong is a trouble. */
export async function lintFile(
  linters: Linters,
  file: string,
  shownFile: string,
  maybeTyped: boolean,
): Promise<FileOutcome> {
  const failed = (kind: Trouble['kind'], message: string): FileOutcome => ({
    source: '',
    typed: false,
    messages: [],
    troubles: [troubleIn(kind, shownFile, message)],
  });
  let source: string;
  try {
    source = fs.readFileSync(file, 'utf8');
  } catch (error) {
    return failed('unreadable', `The file cannot be read (${String(error)}). Check its permissions.`);
  }
  if (isMinified(file, source)) return { source, typed: false, messages: [], troubles: [] };
  try {
    const { typed, messages } = await lint(linters, source, file, maybeTyped);
    return {
      source,
      typed,
      messages: messages.filter((message) => !isFatal(message)),
      troubles: messages.filter(isFatal).map((message) => syntaxTrouble(message, shownFile)),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed('crash', `A rule failed on this file; please report it. ${detail.replace(/\s*\n\s*/g, ' ')}`);
  }
}
