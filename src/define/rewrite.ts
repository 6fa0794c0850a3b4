/** Suggestions that write the safe form of a call, offered only where nothing is left to guess. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { Finding } from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';
import type { MessageId } from './flow-rule.js';

type Suggestion = TSESLint.SuggestionReportDescriptor<MessageId>;

/** Text in front of a value in a statement: an operator, a list, a keyword that takes a value. Identifiers can't be placeholders. */
const VALUE_POSITION = /(?:[=<>(,]|\b(?:LIKE|ILIKE|LIMIT|OFFSET|BETWEEN|AND|VALUES\s*\())\s*$/i;
const IN_QUOTES = /(?:[=<>(,]|\b(?:LIKE|ILIKE))\s*'$/i;

interface Placed {
  readonly text: string;
  readonly values: readonly string[];
}

/** Returns the statement with placeholders and its values, or null when a hole is no plain value. */
function placeholders(template: TS.TemplateExpression, style: 'numbered' | 'question'): Placed | null {
  let text = template.head.text;
  const values: string[] = [];
  for (const [index, span] of template.templateSpans.entries()) {
    const mark = style === 'numbered' ? `$${String(index + 1)}` : '?';
    const after = span.literal.text;
    if (IN_QUOTES.test(text) && after.startsWith("'")) {
      text = `${text.slice(0, -1)}${mark}${after.slice(1)}`;
    } else if (VALUE_POSITION.test(text) && !after.startsWith("'") && !/^[\w.$]/.test(after)) text += mark + after;
    else return null;
    values.push(span.expression.getText());
  }
  return { text, values };
}

function quoted(text: string): string {
  return text.includes('\n') || text.includes("'")
    ? `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
    : `'${text.replaceAll('\\', '\\\\')}'`;
}

function toPlaceholders(
  call: TS.CallExpression,
  template: TS.TemplateExpression,
  style: 'numbered' | 'question',
): readonly Suggestion[] {
  if (call.arguments.length !== 1) return [];
  const placed = placeholders(template, style);
  if (!placed) return [];
  const code = `${quoted(placed.text)}, [${placed.values.join(', ')}]`;
  return [
    {
      messageId: 'rewrite',
      data: { message: 'Pass the values as parameters.' },
      fix: (fixer) => fixer.replaceTextRange([template.getStart(), template.getEnd()], code),
    },
  ];
}

/** Characters that mean nothing to a shell: a command line of these is a program and its arguments. */
const PLAIN_WORDS = /^[\w@%+=:,./ -]*$/;

/** Splits a command line into words; null when a quote or another special character stands in it. */
function words(template: TS.TemplateExpression): readonly string[] | null {
  const list: string[] = [];
  let word = '';
  let isText = true;
  const push = (): void => {
    if (word !== '') list.push(isText ? `'${word}'` : word);
    word = '';
    isText = true;
  };
  const addText = (text: string): boolean => {
    if (!PLAIN_WORDS.test(text)) return false;
    const [first = '', ...rest] = text.split(' ');
    if (first !== '' && !isText) return false;
    word += first;
    for (const part of rest) {
      push();
      word = part;
    }
    return true;
  };
  if (!addText(template.head.text)) return null;
  for (const span of template.templateSpans) {
    if (word !== '') return null;
    word =
      ts.isIdentifier(span.expression) || ts.isPropertyAccessExpression(span.expression)
        ? `String(${span.expression.getText()})`
        : span.expression.getText();
    isText = false;
    if (!addText(span.literal.text)) return null;
  }
  push();
  return list.length > 1 && list[0]?.startsWith("'") === true ? list : null;
}

/** Returns the edit of the callee: the other function of the same module, imported beside the first. */
function calleeFix(
  call: TS.CallExpression,
  callee: string,
): { readonly start: number; readonly end: number; readonly text: string }[] | null {
  const { expression } = call;
  if (ts.isPropertyAccessExpression(expression))
    return [{ start: expression.name.getStart(), end: expression.name.getEnd(), text: callee }];
  if (!ts.isIdentifier(expression)) return null;
  for (const statement of call.getSourceFile().statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const own = bindings.elements.find((each) => each.name.text === expression.text && !each.propertyName);
    if (!own) continue;
    const edits = [{ start: expression.getStart(), end: expression.getEnd(), text: callee }];
    if (!bindings.elements.some((each) => each.name.text === callee))
      edits.push({ start: own.getEnd(), end: own.getEnd(), text: `, ${callee}` });
    return edits;
  }
  return null;
}

function toProgram(call: TS.CallExpression, template: TS.TemplateExpression, callee: string): readonly Suggestion[] {
  const list = words(template);
  const edits = list && calleeFix(call, callee);
  if (!list || !edits) return [];
  const [program, ...rest] = list;
  return [
    {
      messageId: 'rewrite',
      data: { message: `Run the program without a shell, by ${callee}.` },
      fix: (fixer) => [
        ...edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
        fixer.replaceTextRange([template.getStart(), template.getEnd()], `${program ?? ''}, [${rest.join(', ')}]`),
      ],
    },
  ];
}

/** Returns the rewrites for a finding whose sink stands in the linted file; none when its model knows none. */
export function rewritesFor({ hit }: Finding): readonly Suggestion[] {
  const { rewrite, node, call } = hit;
  if (!rewrite || !ts.isTemplateExpression(node) || !ts.isCallExpression(call)) return [];
  return rewrite.to === 'program' ? toProgram(call, node, rewrite.callee) : toPlaceholders(call, node, rewrite.to);
}
