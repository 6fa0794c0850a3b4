import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Linter } from 'eslint';
import { failures } from '../lang/failures.js';
import { displayPath, mapNamedFiles, type Place } from '../report/place.js';
import { formatMessage, mapPlaces, parseMessage } from '../report/trail.js';
import { excerptOf } from './code-frame.js';
import { filesToScan } from './files.js';
import type { Finding, ScanReport } from './finding.js';
import { lintFile } from './lint-file.js';
import { makeLinters } from './linters.js';
import { isOwnRule, presetRules, ruleFacts, type CliPlugin } from './plugin.js';
import type { Progress } from './progress.js';
import { defectTroubles, deploymentTroubles, TroubleError, troubleIn, type Trouble } from './trouble.js';
import { typingOf, type Typings } from './typed-files.js';

export interface ScanRequest {
  readonly plugin: CliPlugin;
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly preset: string;
  readonly typed: boolean;
  readonly progress: Progress;
}

/** Returns the nearest folder above `cwd`, or itself, that holds every file. */
function commonRoot(cwd: string, files: readonly string[]): string {
  let root = cwd;
  const isOutside = (file: string): boolean => path.relative(root, file).startsWith('..');
  while (files.some(isOutside) && path.dirname(root) !== root) root = path.dirname(root);
  return root;
}

/** Turns ESLint's messages, whose places are relative to `root`, into findings, whose places are relative to `cwd`. */
function makeFindings(
  plugin: CliPlugin,
  cwd: string,
  root: string,
  file: string,
  source: string,
  messages: readonly Linter.LintMessage[],
): readonly Finding[] {
  const move = (place: Place): Place => ({ ...place, file: displayPath(cwd, path.resolve(root, place.file)) });
  const movedFile = (name: string): string => {
    const file = path.resolve(root, name);
    return existsSync(file) ? displayPath(cwd, file) : name;
  };
  const moved = (text: string): string => (root === cwd ? text : mapNamedFiles(text, movedFile));
  const own = messages.filter((message) => isOwnRule(plugin, message.ruleId));
  return own.map((message) => {
    const rule = message.ruleId ?? '';
    const { info, url } = ruleFacts(plugin, rule);
    const told = parseMessage(message.message);
    const trail = told === undefined || root === cwd ? told : mapPlaces(told, move);
    const endLine = message.endLine ?? message.line;
    return {
      rule,
      owasp: info.owasp,
      cwe: info.cwe,
      url,
      message: trail === undefined ? moved(message.message) : formatMessage(trail),
      file: displayPath(cwd, file),
      line: message.line,
      column: message.column,
      endLine,
      endColumn: message.endColumn ?? message.column,
      trail: trail ?? null,
      suggestions: (message.suggestions ?? []).map(({ desc, fix }) => ({
        description: desc,
        edit: { start: fix.range[0], end: fix.range[1], text: fix.text },
      })),
      excerpt: excerptOf(source, message.line, endLine),
    };
  });
}

/**
 * Scans and returns what was found. A file that cannot be analysed is a trouble in the report; the others go on.
 * @throws {TroubleError} when the scan cannot begin: an unknown preset, a missing path, nothing to scan.
 */
export async function scan({ plugin, cwd, paths, preset, typed, progress }: ScanRequest): Promise<ScanReport> {
  const rules = presetRules(plugin, preset);
  if (rules === undefined) {
    const known = Object.keys(plugin.configs).join(', ');
    throw new TroubleError([troubleIn('usage', null, `There is no preset "${preset}". Choose one of ${known}.`)]);
  }
  const files = filesToScan(cwd, paths);
  const typings: Typings = typed ? typingOf(cwd, files) : { byFile: new Map(), warnings: [] };
  const root = commonRoot(cwd, files);
  const linters = makeLinters(root, plugin, rules);
  const findings: Finding[] = [];
  const troubles: Trouble[] = [...typings.warnings, ...deploymentTroubles(files, (file) => displayPath(cwd, file))];
  const untyped = { noProject: 0, outsideProjects: 0, byOption: 0 };
  let typedFiles = 0;
  const failed = failures().count;
  progress.start(files.length);
  try {
    for (const file of files) {
      const typing = typings.byFile.get(file);
      const outcome = await lintFile(linters, file, displayPath(cwd, file), typing === 'maybe');
      if (outcome.typed) typedFiles += 1;
      else untyped[typing === undefined ? 'byOption' : typing === 'no-project' ? 'noProject' : 'outsideProjects'] += 1;
      findings.push(...makeFindings(plugin, cwd, root, file, outcome.source, outcome.messages));
      troubles.push(...outcome.troubles);
      progress.advance();
    }
  } finally {
    progress.stop();
  }
  troubles.push(...defectTroubles(failed, (file) => displayPath(cwd, file)));
  return { preset, findings, troubles, typedFiles, untypedFiles: untyped };
}
