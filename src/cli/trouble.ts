/** What goes wrong around a scan, and how it is said. */
import { brokenDeployments } from '../lang/deployment/find.js';
import { failures } from '../lang/failures.js';

/** Something that kept the scan, or a part of it, from being done. Any trouble but a warning makes the exit code 2. */
export interface Trouble {
  readonly kind:
    | 'usage'
    | 'missing-path'
    | 'nothing-to-scan'
    | 'tsconfig'
    | 'unreadable'
    | 'syntax'
    | 'crash'
    | 'defect'
    | 'registry'
    | 'document'
    | 'deployment'
    | 'output';
  /** One or two sentences: what is wrong, and what to do about it. */
  readonly message: string;
  /** Relative to the folder of the scan, when the trouble has a place. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** Says whether every file was analysed all the same, though with fewer types or without what a gateway does. */
export function isWarning({ kind }: Trouble): boolean {
  return kind === 'tsconfig' || kind === 'deployment';
}

/** Ends the scan before it began. */
export class TroubleError extends Error {
  readonly troubles: readonly Trouble[];

  constructor(troubles: readonly Trouble[]) {
    super(troubles.map(describeTrouble).join('\n'));
    this.name = 'TroubleError';
    this.troubles = troubles;
  }
}

/** Returns a trouble with a file but no line. */
export function troubleIn(kind: Trouble['kind'], file: string | null, message: string): Trouble {
  return { kind, message, file, line: null, column: null };
}

/** Returns one line that names the place and says what is wrong and what to do. */
export function describeTrouble({ message, file, line, column }: Trouble): string {
  if (file === null) return message;
  return `${[file, line, column].filter((part) => part !== null).join(':')}: ${message}`;
}

/** Returns what to say of parts of the analysis that failed since there were `before` failures; nothing when none did. */
export function defectTroubles(before: number, nameOf: (file: string) => string): readonly Trouble[] {
  const { count, first } = failures();
  if (count === before) return [];
  const parts = count - before === 1 ? 'One part' : `${String(count - before)} parts`;
  const why = first === null ? '' : ` (${first.message})`;
  return [
    troubleIn(
      'defect',
      first?.file ? nameOf(first.file) : null,
      `${parts} of the analysis failed and may have missed flaws${why}. This is a defect of api-security: please report what it prints with DEBUG=api-security.`,
    ),
  ];
}

/** Returns a warning for each document of a deployment near files that cannot be read. */
export function deploymentTroubles(files: readonly string[], nameOf: (file: string) => string): readonly Trouble[] {
  return brokenDeployments(files).map(({ file, broken }) =>
    troubleIn('deployment', nameOf(file), `${broken ?? ''} What its gateway asks of callers is not known.`),
  );
}
