/** Where the plugin falls short of the acceptance cases, and where a mark of theirs is disputed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import plugin from '../../src/index.js';
import { ruleInfo } from '../../src/meta/rule.js';
import { casesFolder, judge, type Case, type Report, type Verdict } from './cases.js';
import { lintCase } from './lint.js';

/** A mark that is not met. */
export interface Gap {
  readonly group: string;
  readonly typed: boolean;
  /** Relative to the folder of the cases. */
  readonly file: string;
  readonly line: number;
  /** `name x2` when it was reported twice. */
  readonly rule: string;
  readonly kind: 'missing' | 'unexpected';
}

/** A mark that is held to be wrong; `case` is its file, relative to the folder of the cases. */
export interface Dispute {
  readonly case: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
}

function jsonIn(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export const knownGaps: readonly Gap[] = jsonIn(path.resolve(import.meta.dirname, 'known-gaps.json')) as readonly Gap[];
export const disputes: readonly Dispute[] = jsonIn(path.join(casesFolder, 'disputed.json')) as readonly Dispute[];

const known = new Set(Object.keys(plugin.rules));
const recommended = new Set(
  Object.entries(plugin.rules).flatMap(([name, rule]) => (ruleInfo(rule).preset === 'recommended' ? [name] : [])),
);

function isDisputed(gap: Gap): boolean {
  return disputes.some(
    (each) => each.case === gap.file && each.line === gap.line && gap.rule.split(' ')[0] === each.rule,
  );
}

/** Returns a list in the one order in which it is compared and kept. */
export function sorted(gaps: readonly Gap[]): readonly Gap[] {
  const key = (gap: Gap): string =>
    [gap.group, String(gap.typed), gap.file, String(gap.line).padStart(6, '0'), gap.kind, gap.rule].join('|');
  return [...gaps].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Lints a case with every rule that exists and returns what its marks say of the reports. */
export function gapsOf(
  test: Case,
  typed: boolean,
): { readonly gaps: readonly Gap[]; readonly failures: readonly string[]; readonly verdict: Verdict } {
  const { reports, failures } = lintCase(test, typed);
  const verdict = judge(test, reports, typed, known, recommended);
  const gap =
    (kind: Gap['kind']) =>
    (report: Report): Gap => ({
      group: test.group,
      typed,
      file: path.relative(casesFolder, report.file).split(path.sep).join('/'),
      line: report.line,
      rule: report.rule,
      kind,
    });
  const gaps = [...verdict.missing.map(gap('missing')), ...verdict.unexpected.map(gap('unexpected'))];
  return { gaps: sorted(gaps.filter((each) => !isDisputed(each))), failures, verdict };
}
