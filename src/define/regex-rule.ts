/** The rule about slow regular expressions: exponential ones anywhere, polynomial ones where a client's long text gets to. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../analysis/analysis.js';
import { State } from '../analysis/values.js';
import { analyseRegex, attackText, describeGrowth, type RedosResult } from '../lang/regex/redos.js';
import { isTestCode } from '../lang/environment.js';
import { excludes, type TextFact } from '../lang/regex/language.js';
import { ts, type TS } from '../lang/ts.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { shorten } from '../report/shorten.js';
import { analysisFor, locationOf, placeText } from './analysed.js';
import { isClientData } from './flow-rule.js';
import { onceElsewhere } from './once.js';

type Slow = RedosResult & { readonly kind: 'vulnerable' };

interface Regex {
  readonly node: TS.Node;
  readonly pattern: string;
  readonly flags: string;
}

/** Regular expressions that are written out in a file: literals and calls of RegExp with constant texts. */
function regexesIn(file: TS.SourceFile): readonly Regex[] {
  const found: Regex[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ node, pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'RegExp'
    ) {
      const [pattern, flags] = node.arguments ?? [];
      if (pattern && ts.isStringLiteralLike(pattern))
        found.push({ node, pattern: pattern.text, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const SHOWN_REPETITIONS = 3;

/** A bound does not help where some dozens of characters are enough. */
const REWRITE = 'Rewrite it so that no two of its repeated parts can match the same text.';
const BOUND = `Bound the length of the text first, or rewrite the expression so that no two of its repeated parts can match the same text.`;

function attackOf(result: Slow): string {
  const { prefix, pump, suffix } = result.attack;
  const text = attackText(result, SHOWN_REPETITIONS);
  return text.length <= 40
    ? JSON.stringify(text)
    : [prefix, null, suffix]
        .flatMap((part) =>
          part === null ? `${JSON.stringify(pump)} repeated` : part === '' ? [] : JSON.stringify(part),
        )
        .join(' + ');
}

/** Makes the ESLint rule. */
export function regexRule({ info }: { readonly info: RuleInfo }): ApiSecurityRule {
  const rule: TSESLint.RuleModule<'slow', readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages: { slow: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        if (!analysis) return;
        const reported = new Set<TS.Node>();
        const report = (node: TS.Node, result: Slow, reach: string, regex: TS.Node | null = null): void => {
          if (reported.has(node)) return;
          reported.add(node);
          const remedy = result.growth === 'exponential' ? REWRITE : BOUND;
          const subject = regex
            ? `The regular expression \`${shorten(regex.getText())}\` (${placeText(context, regex)})`
            : 'This regular expression';
          const message = `${subject} takes ${describeGrowth(result)} time on texts such as ${attackOf(result)}${reach}. ${remedy}`;
          context.report({ loc: locationOf(context, node), messageId: 'slow', data: { message } });
        };
        const made = analysis.regexes.flatMap(({ seen, at }) => (seen.label === null ? [{ ...seen, node: at }] : []));
        for (const regex of [...regexesIn(analysis.file), ...made]) {
          const result = slow(regex.pattern, regex.flags);
          if (result?.growth === 'exponential') report(regex.node, result, '');
        }
        if (isTestCode(analysis.file)) return;
        reportReached(analysis, ({ at, regex, result, source }) => {
          const reach = `, and \`${source.text}\` (${placeText(context, source.node)}) can bring one`;
          report(at, result, reach, at.getSourceFile() === regex.getSourceFile() ? null : regex);
        });
      },
    }),
  };
  return rule;
}

/**
 * Servers refuse requests whose head is long (Node.js: 16 KiB in all, https://nodejs.org/api/http.html#httpmaxheadersize): the
 * square of that is a fraction of a second.
 */
const OF_HEAD = /^http\.(?:url|host|headers|cookies)$/;

function isShort(kind: string, { degree = 2 }: Slow): boolean {
  return OF_HEAD.test(kind) && degree <= 2;
}

/** So many repetitions that whoever accepts them accepts any number. */
const MANY = 30;

/** The texts that an attack repeats: any letter or digit stands for one, for the analysis has chosen it among many. */
function likePump(pump: string): string {
  return pump.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/[A-Za-z0-9]/g, '[A-Za-z0-9]');
}

/** What is known of the text leaves no room for what the attack repeats: an address of mail holds one `@`. */
function isRuledOut(facts: readonly TextFact[], { attack: { pump } }: Slow): boolean {
  if (facts.length === 0) return false;
  return excludes(facts, { pattern: `(?:${likePump(pump)}){${String(MANY)},}`, flags: '', matches: true }) === true;
}

function slow(pattern: string, flags: string): Slow | null {
  const result = analyseRegex(pattern, flags);
  return result.kind === 'vulnerable' ? result : null;
}

/** A slow expression that a client's text reaches: where the report stands, where the expression itself does, and whose text it is. */
interface Reached {
  readonly at: TS.Node;
  readonly regex: TS.Node;
  readonly result: Slow;
  readonly source: { readonly text: string; readonly node: TS.Node };
}

function reportReached(analysis: FileAnalysis, report: (reached: Reached) => void): void {
  const isFirst = onceElsewhere(analysis.file);
  for (const { seen, at } of analysis.regexes) {
    const { label } = seen;
    const regex = seen.regex ?? seen.call;
    if (label === null || !isClientData(label.source.kind) || (label.state & State.BoundedLength) !== 0) continue;
    const result = slow(seen.pattern, seen.flags);
    if (result?.growth !== 'polynomial' || isShort(label.source.kind, result)) continue;
    if (isRuledOut(label.facts, result)) continue;
    if (isFirst(regex)) report({ at, regex, result, source: label.source });
  }
}
