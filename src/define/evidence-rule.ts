/** Rules that join what was seen: calls by their role with what they were given, flows, comparisons. */
import type { TSESLint } from '@typescript-eslint/utils';
import { isStartedByTests, type FileAnalysis, type Finding } from '../analysis/analysis.js';
import type { CallRecord, Comparison } from '../flow/machine.js';
import { isTestCode } from '../lang/environment.js';
import { noteFailure } from '../lang/failures.js';
import { isImported } from '../lang/imports.js';
import type { TS } from '../lang/ts.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { displayPath } from '../report/place.js';
import { analysisFor, locationOf, placeText } from './analysed.js';
import { playing } from './roles.js';

export { playsPart } from './roles.js';
export type { CallRecord, Comparison, Finding };

/** One thing to report: the place in the linted file, and whole sentences. */
export interface Evidence {
  readonly at: TS.Node;
  readonly message: string;
}

/** A comparison with its place in the linted file; `where` tells in brackets where it stands when that is another one. */
export interface SeenComparison extends Comparison {
  readonly at: TS.Node;
  readonly where: string;
}

/** What a question may look at. */
export interface EvidenceView {
  /** The linted file, relative to the project folder. */
  readonly file: string;
  readonly options: readonly unknown[];
  /** Comparisons in this file, and those of helpers and middleware that only this file gives what is compared. */
  readonly comparisons: readonly SeenComparison[];
  /** The calls of this file that play a part. */
  readonly calls: (role: string) => readonly CallRecord[];
  /** Calls of handlers in other files that are only registered here, with their place in this file. */
  readonly elsewhere: (role: string) => readonly { readonly seen: CallRecord; readonly at: TS.Node }[];
  /** The same, and the calls of other files that were run from here. */
  readonly allCalls: (role: string) => readonly CallRecord[];
  /** The same in the files that imports connect with this one, as far as these name a package. */
  readonly callsAround: (role: string, specifier: string) => readonly CallRecord[];
  /** The calls of this file that can bring something to a kind of sink, whether anything does or not. */
  readonly callsTo: (kind: string) => readonly CallRecord[];
  /** True when another file of the program imports this one. */
  readonly isImported: () => boolean;
  /** What reaches a kind of sink, with its place in this file. */
  readonly findings: (kind: string) => readonly Finding[];
  /** What a run of this file has seen reach a kind of sink, in whatever file that is. */
  readonly hits: (kind: string) => readonly Finding['hit'][];
  readonly declaresNo: FileAnalysis['declaresNo'];
  /** How a message names a place: `src/a.ts:3:5`. */
  readonly place: (node: TS.Node) => string;
  readonly application: FileAnalysis['application'];
}

export interface EvidenceQuestion {
  readonly info: RuleInfo;
  readonly schema?: TSESLint.RuleModule<string>['meta']['schema'];
  readonly defaultOptions?: readonly unknown[];
  readonly find: (view: EvidenceView) => readonly Evidence[];
}

/** Returns what a question finds; nothing when that fails. Never throws: a rule must not end the run. */
function attempt(find: () => readonly Evidence[]): readonly Evidence[] {
  try {
    return find();
  } catch (error) {
    noteFailure(null, error);
    return [];
  }
}

/** Makes an ESLint rule of a question about what was seen in a file; each place is reported once. */
export function evidenceRule(question: EvidenceQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<'evidence', readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages: { evidence: '{{message}}' },
      schema: question.schema ?? [],
      defaultOptions: [...(question.defaultOptions ?? [])],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        // What tests leave out is missing in no program.
        if (!analysis || isTestCode(analysis.file)) return;
        const place = (node: TS.Node): string => placeText(context, node);
        // What another file does is one thing, however often this file leads there: mended there, it is mended for all.
        const places = new Set<string>();
        const said = new Set<string>();
        const elsewhere = (node: TS.Node): string => {
          const text = ` (${place(node)})`;
          places.add(text);
          return text;
        };
        const isSaid = (message: string): boolean =>
          said.has(message) && [...places].some((each) => message.includes(each));
        const view: EvidenceView = {
          file: displayPath(context.cwd, analysis.file.fileName),
          options: context.options,
          comparisons: [
            ...analysis.comparisons.map((each) => ({ ...each, at: each.node, where: '' })),
            ...analysis.comparisonsElsewhere().map(({ seen, at }) => ({ ...seen, at, where: elsewhere(seen.node) })),
          ],
          elsewhere: (role) => analysis.callsElsewhere().filter(({ seen }) => playing([seen], [role]).length > 0),
          calls: (role) => playing(analysis.calls, [role]),
          allCalls: (role) => playing(analysis.result.log.records, [role]),
          callsAround: (role, specifier) => playing(analysis.callsAround(specifier), [role]),
          callsTo: (kind) =>
            analysis.calls.filter(({ call }) => call.spec?.sinks?.some((each) => each.kind === kind) === true),
          isImported: () => isImported(analysis.project, analysis.file),
          findings: (kind) => analysis.findings.filter(({ hit }) => hit.kind === kind),
          hits: (kind) => analysis.result.log.hits.filter((hit) => hit.kind === kind),
          declaresNo: analysis.declaresNo,
          place,
          application: analysis.application,
        };
        const reported = new Set<number>();
        const found = attempt(() => question.find(view));
        if (found.length === 0 || isStartedByTests(analysis.project, analysis.file)) return;
        for (const { at, message } of found) {
          if (at.getSourceFile() !== analysis.file || reported.has(at.getStart()) || isSaid(message)) continue;
          reported.add(at.getStart());
          said.add(message);
          context.report({ loc: locationOf(context, at), messageId: 'evidence', data: { message } });
        }
      },
    }),
  };
  return rule;
}
