/** What the registry knows of the installed versions: the answer of `npm audit --json`. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** One advisory about a package of the lock file. */
export interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string | null;
  /** The versions that it is about. */
  readonly range: string;
  /** The project itself depends on the package. */
  readonly direct: boolean;
  readonly fixAvailable: boolean;
  /** The update that mends it, when that is one of another major version. */
  readonly breaking: string | null;
}

/**
 * The answer; or why there is none: `nothing` when no lock file says what is installed, `failed` when the registry could
 * not be asked.
 */
export type AuditOutcome =
  | { readonly kind: 'answered'; readonly advisories: readonly Advisory[] }
  | { readonly kind: 'nothing' | 'failed'; readonly reason: string };

/** The lock files that npm reads (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json). */
const OWN_LOCKS = ['package-lock.json', 'npm-shrinkwrap.json'];
const OTHER_LOCKS: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': 'pnpm audit',
  'yarn.lock': 'yarn npm audit',
  'bun.lock': 'bun audit',
};

const TIMEOUT = 60_000;
const MAX_OUTPUT = 64 * 2 ** 20;

const advisory = z.object({
  title: z.string().default('a known flaw'),
  url: z.string().nullable().default(null),
  severity: z.string(),
  range: z.string().default('*'),
});
/** What has to be installed instead, where a mere update of the lock file is not enough (npm's `arborist/lib/vuln.js`). */
const update = z.object({ name: z.string(), version: z.string(), isSemVerMajor: z.boolean().default(false) });
/** The second version of npm's report, since npm 7. */
const answer = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      isDirect: z.boolean().default(false),
      // A text names another vulnerable package, which has an entry of its own.
      via: z.array(z.union([z.string(), advisory])),
      fixAvailable: z.unknown(),
    }),
  ),
});
const refusal = z.object({
  message: z.string().nullish(),
  error: z.object({ code: z.string().nullish(), summary: z.string().nullish(), detail: z.string().nullish() }),
});

const ORDER = ['critical', 'high', 'moderate', 'low', 'info'];

function rank({ severity }: Advisory): number {
  const place = ORDER.indexOf(severity);
  return place < 0 ? ORDER.length : place;
}

function failed(reason: string): AuditOutcome {
  return { kind: 'failed', reason };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 200);
}

/** The package and version of an update that `npm audit fix` leaves alone, because it breaks what depends on it. */
function breakingUpdate(fix: unknown): string | null {
  const told = update.safeParse(fix);
  return told.success && told.data.isSemVerMajor ? `${told.data.name}@${told.data.version}` : null;
}

/** Reads what `npm audit --json` has printed; never throws. */
export function readAudit(output: string, errors: string): AuditOutcome {
  const value = parsed(output);
  const told = answer.safeParse(value);
  if (told.success) {
    const advisories = Object.values(told.data.vulnerabilities).flatMap(({ name, isDirect, via, fixAvailable }) =>
      via.flatMap((each): readonly Advisory[] =>
        typeof each === 'string'
          ? []
          : [
              {
                name,
                ...each,
                direct: isDirect,
                fixAvailable: fixAvailable !== undefined && fixAvailable !== false,
                breaking: breakingUpdate(fixAvailable),
              },
            ],
      ),
    );
    return {
      kind: 'answered',
      advisories: advisories.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
    };
  }
  const refused = refusal.safeParse(value);
  if (refused.success) {
    const { error, message } = refused.data;
    const why = [error.code, error.summary, error.detail, message]
      .filter((each) => typeof each === 'string' && each !== '')
      .join(' ');
    return failed(`The registry could not be asked: npm audit said "${firstLine(why) || 'nothing more'}".`);
  }
  const said = firstLine(errors) || firstLine(output);
  return failed(`npm audit gave no report that is understood${said === '' ? '.' : `: "${said}".`}`);
}

/** Asks the registry by npm about the lock file in a folder. Runs no script of the project, and never rejects. */
export async function npmAudit(folder: string, env: NodeJS.ProcessEnv): Promise<AuditOutcome> {
  if (!OWN_LOCKS.some((name) => existsSync(path.join(folder, name)))) {
    const other = Object.keys(OTHER_LOCKS).find((name) => existsSync(path.join(folder, name)));
    const instead =
      other === undefined ? 'Make one with: npm install --package-lock-only' : `Ask with: ${OTHER_LOCKS[other] ?? ''}`;
    return {
      kind: 'nothing',
      reason: `The registry was not asked: ${other === undefined ? 'there is no lock file' : `npm audit does not read ${other}`}. ${instead}`,
    };
  }
  return new Promise((resolve) => {
    const options = { cwd: folder, env, timeout: TIMEOUT, maxBuffer: MAX_OUTPUT, shell: process.platform === 'win32' };
    execFile('npm', ['audit', '--json'], options, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') resolve(failed('The registry could not be asked: npm was not found.'));
      else if (error?.killed === true)
        resolve(failed(`The registry could not be asked: npm audit had not answered after ${TIMEOUT / 1000} seconds.`));
      // A code of 1 only says that something was found.
      else resolve(readAudit(stdout, stderr));
    });
  });
}
