/** The rule about sizes of bodies: limits that are written down too high, and bodies that are kept without counting. */
import type { TSESLint } from '@typescript-eslint/utils';
import { ts, type TS } from '../lang/ts.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf } from './analysed.js';
import { findingsFor, messageOf } from './flow-rule.js';

export interface LimitQuestion {
  readonly info: RuleInfo;
  /** The kind of sink that takes a limit, and the one that pieces of a body reach that are kept. */
  readonly limit: string;
  readonly kept: string;
  readonly defaultMaximum: string;
  readonly remedy: string;
}

type MessageId = 'flow' | 'rewrite';

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};

/** What the package `bytes` reads, as a pattern for the option. */
const SIZE = '^\\s*\\d+(?:\\.\\d+)?\\s*(?:[kKmMgGtTpP]?[bB])?\\s*$';

/** Returns the number of bytes that a size names, as the package `bytes` reads it; null for other texts. */
export function bytesOf(text: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?|Infinity)\s*([kmgtp]?b)?\s*$/i.exec(text);
  const unit = UNITS[(match?.[2] ?? 'b').toLowerCase()];
  return match && unit !== undefined ? Number(match[1]) * unit : null;
}

function isComparison(node: TS.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return (
    kind === ts.SyntaxKind.LessThanToken ||
    kind === ts.SyntaxKind.LessThanEqualsToken ||
    kind === ts.SyntaxKind.GreaterThanToken ||
    kind === ts.SyntaxKind.GreaterThanEqualsToken
  );
}

/** True when the listener or loop that keeps the pieces compares something: somebody counts. */
function counts(node: TS.Node): boolean {
  let around: TS.Node = node;
  while (!ts.isFunctionLike(around) && !ts.isForOfStatement(around) && !ts.isSourceFile(around)) around = around.parent;
  const visit = (each: TS.Node): boolean => isComparison(each) || ts.forEachChild(each, visit) === true;
  return visit(around);
}

function maximumOf(options: readonly unknown[], standard: string): number {
  const [first] = options as readonly ({ readonly maximum?: string } | undefined)[];
  return bytesOf(first?.maximum ?? standard) ?? Infinity;
}

/** Makes the ESLint rule. */
export function limitRule(question: LimitQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<MessageId, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [{ maximum: question.defaultMaximum }],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      hasSuggestions: true,
      messages: { flow: '{{message}}', rewrite: '{{message}}' },
      schema: [
        {
          type: 'object',
          properties: {
            maximum: {
              type: 'string',
              pattern: SIZE,
              description: 'The highest limit that is accepted, such as "10mb".',
            },
          },
          additionalProperties: false,
        },
      ],
    },
    create: (context) => ({
      'Program:exit': () => {
        const maximum = maximumOf(context.options, question.defaultMaximum);
        const reported = new Set<number>();
        const report = (node: TS.Node, message: string): void => {
          if (reported.has(node.getStart())) return;
          reported.add(node.getStart());
          context.report({ loc: locationOf(context, node), messageId: 'flow', data: { message } });
        };
        for (const { seen, at } of analysisFor(context)?.constants ?? []) {
          const bytes = seen.kind === question.limit ? bytesOf(seen.text) : null;
          if (bytes !== null && bytes > maximum)
            report(
              at,
              `The limit \`${seen.text}\` lets every request of \`${seen.callee}\` fill that much memory. ${question.remedy}`,
            );
        }
        for (const finding of findingsFor(context, { sinks: [question.kept] }))
          if (!counts(finding.hit.node)) report(finding.at, messageOf(context, finding, question.remedy));
      },
    }),
  };
  return rule;
}
