/** Rules whose question is: which constant stands where a secret belongs? */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Placed } from '../analysis/analysis.js';
import type { ConstantHit } from '../flow/machine.js';
import { isMinified } from '../lang/minified.js';
import { parseText } from '../lang/light-project.js';
import { ts, type TS } from '../lang/ts.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { displayPath } from '../report/place.js';
import { analysisFor, locationOf, placeText } from './analysed.js';
import { withoutDefault } from './defaults.js';
import { suggestion } from './edits.js';

export interface ConstantQuestion {
  readonly info: RuleInfo;
  /**
   * Returns the message for a constant, or null; `all` are the constants of the file, for what is said of one place only once;
   * `from` is the place of a constant of another file in brackets, empty for one of this file.
   */
  readonly message: (
    found: Placed<ConstantHit>,
    all: readonly Placed<ConstantHit>[],
    file: string,
    from: string,
  ) => string | null;
  /** Literals that speak for themselves wherever they stand. */
  readonly literal?: (text: string, file: string, node: TS.Node) => string | null;
  /** Offer to remove the constant where it is the default of something that is read from the environment. */
  readonly removesDefaults?: true;
}

type MessageId = 'constant' | 'rewrite';

/** `'a' + 'b'`: texts that are written in pieces. Null unless every piece is a literal. */
function sumText(node: TS.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return sumText(node.expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const right = sumText(node.right);
  const left = right === null ? null : sumText(node.left);
  return left === null || right === null ? null : left + right;
}

/** `['a', 'b'].join('_')` */
function joinedText(node: TS.CallExpression): string | null {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'join') return null;
  const { expression: list } = expression;
  const separator = node.arguments[0] ? sumText(node.arguments[0]) : ',';
  if (!ts.isArrayLiteralExpression(list) || separator === null) return null;
  const parts = list.elements.map(sumText);
  return parts.every((each) => each !== null) ? parts.join(separator) : null;
}

/** Returns the text of a literal without its quotes, or of several that are put together on the spot; null for other nodes. */
function literalText(node: TS.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isCallExpression(node)) return joinedText(node);
  return ts.isBinaryExpression(node) ? sumText(node) : null;
}

/** Makes an ESLint rule of a question about constants; each place is reported once. */
export function constantRule(question: ConstantQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<MessageId, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      hasSuggestions: question.removesDefaults === true,
      messages: { constant: '{{message}}', rewrite: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        // A secret in a checked-in bundle is out, whoever wrote the code around it.
        const source =
          analysis?.file ??
          (isMinified(context.sourceCode) ? parseText(context.physicalFilename, context.sourceCode.text) : null);
        if (!source) return;
        const constants = analysis?.constants ?? [];
        const file = displayPath(context.cwd, source.fileName);
        const reported = new Set<number>();
        const report = (node: TS.Node, message: string): void => {
          const start = node.getStart();
          if (reported.has(start)) return;
          reported.add(start);
          context.report({
            loc: locationOf(context, node),
            messageId: 'constant',
            data: { message },
            suggest: question.removesDefaults ? suggestion('Remove the default.', withoutDefault(node)) : [],
          });
        };
        // A literal of another file is one secret, however often this file uses it.
        const foreign = new Set<TS.Node>();
        for (const found of constants) {
          const { origin } = found.seen;
          if (origin !== null && origin !== found.at && foreign.has(origin)) continue;
          const isForeign = origin !== null && origin.getSourceFile() !== source;
          const from = isForeign ? ` (${placeText(context, origin)})` : '';
          const message = question.message(found, constants, file, from);
          if (message === null) continue;
          if (origin !== null && origin !== found.at) foreign.add(origin);
          report(found.at, message);
        }
        const { literal } = question;
        if (!literal) return;
        const visit = (node: TS.Node): void => {
          // What an empty field of a form shows is an example of what belongs there.
          if (ts.isJsxAttribute(node) && node.name.getText() === 'placeholder') return;
          const text = literalText(node);
          const message = text === null ? null : literal(text, file, node);
          if (message !== null) {
            report(node, message);
            return;
          }
          ts.forEachChild(node, visit);
        };
        visit(source);
      },
    }),
  };
  return rule;
}
