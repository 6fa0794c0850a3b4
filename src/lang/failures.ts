/**
 * Failures of the analysis itself. They are contained, so that a rule never ends a run, and they are counted, so that
 * nobody takes "nothing found" for an answer when nothing was looked at.
 */

export interface Failure {
  /** The file that was analysed; null where it is not known. */
  readonly file: string | null;
  readonly message: string;
}

interface Failures {
  count: number;
  first: Failure | null;
}

const KEY = Symbol.for('eslint-plugin-api-security.failures');

/** The plugin and the command line are bundled apart and each has this module: what they count is kept in one place. */
function all(): Failures {
  const holder = globalThis as Record<symbol, Failures | undefined>;
  return (holder[KEY] ??= { count: 0, first: null });
}

/** Counts a contained failure; under `DEBUG=api-security` it is printed with its stack. */
export function noteFailure(file: string | null, error: unknown): void {
  const known = all();
  known.count++;
  const message = error instanceof Error ? error.message : String(error);
  known.first ??= { file, message };
  if (process.env['DEBUG']?.includes('api-security') !== true) return;
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  process.stderr.write(`api-security: ${file === null ? '' : `${file}: `}${stack}\n`);
}

/** Returns how many failures were contained in this process, and the first of them. */
export function failures(): Readonly<Failures> {
  return all();
}
