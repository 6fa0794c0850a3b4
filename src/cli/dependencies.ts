/** The command `dependencies`: what package.json declares, and what the registry knows of what is installed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { placeInJson } from '../lang/json-place.js';
import { localPackages } from '../lang/workspaces.js';
import { manifestProblems, type ManifestKind } from '../meta/manifest.js';
import { npmAudit, type Advisory } from './npm-audit.js';
import { troubleIn, TroubleError, type Trouble } from './trouble.js';

/** An entry of package.json that is reported. Lines and columns count from 1. */
export interface DependencyFinding {
  readonly kind: ManifestKind;
  /** The list of package.json, or `scripts`. */
  readonly list: string;
  readonly name: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface DependencyReport {
  readonly findings: readonly DependencyFinding[];
  readonly advisories: readonly Advisory[];
  /** Why the registry has not answered; null when it has. */
  readonly unasked: string | null;
  readonly troubles: readonly Trouble[];
}

export interface DependencyOptions {
  readonly cwd: string;
  /** Relative to `cwd`. */
  readonly folder: string;
  readonly audit: boolean;
  readonly env: NodeJS.ProcessEnv;
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new TroubleError([
      troubleIn('missing-path', shown, 'There is no package.json that can be read. Name the folder of a package.'),
    ]);
  }
}

function parse(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TroubleError([troubleIn('syntax', shown, `This is no JSON: ${why}`)]);
  }
}

/**
 * Returns what is wrong with the dependencies of a folder.
 * @throws {TroubleError} when its package.json cannot be read.
 */
export async function checkDependencies({ cwd, folder, audit, env }: DependencyOptions): Promise<DependencyReport> {
  const file = path.resolve(cwd, folder, 'package.json');
  const shown = path.relative(cwd, file).replaceAll('\\', '/');
  const text = readText(file, shown);
  const problems = manifestProblems(parse(text, shown), { allow: [], isLocal: localPackages(file) });
  const findings = problems.map(({ path: place, kind, message }): DependencyFinding => {
    const [list, name] = place;
    return { kind, list, name, message, file: shown, ...placeInJson(text, place) };
  });
  if (!audit)
    return { findings, advisories: [], unasked: 'The registry was not asked, as --no-audit demands.', troubles: [] };
  const outcome = await npmAudit(path.dirname(file), env);
  if (outcome.kind === 'answered') return { findings, advisories: outcome.advisories, unasked: null, troubles: [] };
  const troubles = outcome.kind === 'failed' ? [troubleIn('registry', null, outcome.reason)] : [];
  return { findings, advisories: [], unasked: outcome.reason, troubles };
}
