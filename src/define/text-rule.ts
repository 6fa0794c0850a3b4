/** Rules whose question is: does this test or replacement of an untrusted text do what it is there for? */
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../analysis/analysis.js';
import { State } from '../analysis/values.js';
import type { Label } from '../flow/labels.js';
import type { Hit } from '../flow/log.js';
import { ts, type TS } from '../lang/ts.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf } from './analysed.js';
import { demandedPatterns, type DemandedPattern } from './demanded-patterns.js';
import { suggestion, type Edit } from './edits.js';
import { isClientData } from './flow-rule.js';

/** A test or replacement of a constant part, in a text that a client chose. */
export interface TextCheck {
  /** The method: `includes`, `startsWith`, `endsWith`, `replace`, `replaceAll`, `test`, `match`, `exec`, `search`. */
  readonly method: string;
  /** The constant text; null when it is a pattern. */
  readonly text: string | null;
  readonly regex: { readonly pattern: string; readonly flags: string } | null;
  /** What a replacement puts in. */
  readonly into: string | null;
  /** The expression that read the text, for the message. */
  readonly source: string;
  /** The text is the host of a parsed address. */
  readonly isHost: boolean;
  /** The text is an address by its own meaning: a header that names a page (RFC 9110, 10.1.3). */
  readonly isAddress: boolean;
  /** The text is what the client calls a file. */
  readonly isFileName: boolean;
  /** The answer no leads away: `if (!pattern.test(value)) return`. */
  readonly rejects: boolean;
  /** The same statement is repeated, so that what it leaves is looked at again. */
  readonly repeated: boolean;
  /** Whether the same data reaches a sink of one of these kinds in this file; of any kind when none is named. */
  readonly reaches: (...kinds: readonly string[]) => boolean;
}

export interface TextQuestion {
  readonly info: RuleInfo;
  /** Returns what is wrong, in whole sentences; null when nothing is. */
  readonly judge: (check: TextCheck) => string | null;
  /** Returns what is wrong with a pattern that a schema demands; null when nothing is. */
  readonly demanded?: (pattern: Pattern) => string | null;
  /** Returns the pattern that checks what the literal was meant to check; null where that is not certain. */
  readonly pattern?: (pattern: Pattern) => string | null;
}

type Pattern = Pick<DemandedPattern, 'pattern' | 'flags'>;

/** The expression that a call tests with. */
function testedWith(call: TS.Node): TS.Node {
  return ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? call.expression.expression
    : call;
}

/** Returns the edit of a literal; null when the pattern is none. */
function patternEdits(literal: TS.Node, pattern: string | null): readonly Edit[] | null {
  if (pattern === null || !ts.isRegularExpressionLiteral(literal) || pattern.includes('\n')) return null;
  const end = literal.text.lastIndexOf('/');
  return [{ start: literal.getStart(), end: literal.getEnd(), text: `/${pattern}${literal.text.slice(end)}` }];
}

function methodOf(call: TS.Node): string {
  return ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '';
}

function rejects(call: TS.Node): boolean {
  let node = call;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  return ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken;
}

function repeated(call: TS.Node): boolean {
  for (let node = call.parent; !ts.isSourceFile(node) && !ts.isFunctionLike(node); node = node.parent)
    if (ts.isDoStatement(node) || ts.isWhileStatement(node) || ts.isForStatement(node)) return true;
  return false;
}

function reaches(hits: readonly Hit[], label: Label, kinds: readonly string[]): boolean {
  return hits.some(
    (hit) =>
      (kinds.length === 0 || kinds.includes(hit.kind)) &&
      (hit.label.ids.some((id) => label.ids[0] === id) || hit.label.ids.some((id) => label.ids[1] === id)),
  );
}

function checksOf(analysis: FileAnalysis): readonly (TextCheck & { readonly call: TS.Node })[] {
  const own = analysis.findings.map(({ hit }) => hit);
  const uses = [
    ...analysis.texts.map((use) => ({ ...use, hits: own })),
    ...analysis.textsOfUsers().map(({ use, hits }) => ({ ...use, hits })),
    ...analysis.regexes.flatMap(({ seen }) => {
      const { label, call } = seen;
      const method = methodOf(call);
      return label !== null && !seen.inside && call.getSourceFile() === analysis.file && !method.startsWith('replace')
        ? [{ method, text: null, regex: seen, into: null, label, call, hits: own }]
        : [];
    }),
  ];
  return uses
    .filter(({ label }) => isClientData(label.source.kind))
    .map(({ method, text, regex, into, label, call, hits }) => ({
      method,
      text,
      regex,
      into,
      call,
      source: label.source.text,
      isHost: (label.state & State.UrlHost) !== 0,
      isAddress:
        label.source.kind.startsWith('http.h') && /^(?:referr?er|origin)$/i.test(label.source.path?.at(-1) ?? ''),
      isFileName: label.source.kind === 'http.files',
      rejects: rejects(call),
      repeated: repeated(call),
      reaches: (...kinds: readonly string[]) => reaches(hits, label, kinds),
    }));
}

/** Makes an ESLint rule of a question about tests and replacements; each call is reported once. */
export function textRule({ info, judge, demanded, pattern }: TextQuestion): ApiSecurityRule {
  const rule: TSESLint.RuleModule<'check' | 'rewrite', readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      hasSuggestions: pattern !== undefined,
      messages: { check: '{{message}}', rewrite: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        if (!analysis) return;
        const reported = new Set<TS.Node>();
        const report = (at: TS.Node, message: string, literal: TS.Node, regex: Pattern | null): void => {
          reported.add(at);
          const better = regex && pattern ? pattern(regex) : null;
          const suggest = suggestion('Check the whole text.', patternEdits(literal, better));
          context.report({ loc: locationOf(context, at), messageId: 'check', data: { message }, suggest });
        };
        for (const check of checksOf(analysis)) {
          const message = reported.has(check.call) ? null : judge(check);
          if (message !== null) report(check.call, message, testedWith(check.call), check.regex);
        }
        for (const { at, ...regex } of demanded ? demandedPatterns(analysis) : []) {
          const message = reported.has(at) ? null : (demanded?.(regex) ?? null);
          if (message !== null) report(at, message, at, regex);
        }
      },
    }),
  };
  return rule;
}
