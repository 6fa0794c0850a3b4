/** Command lines for a shell, written as a program with its arguments; only where the words are certain. */
import { ts, type TS } from '../lang/ts.js';
import type { Edit } from './edits.js';
import { literalOf, piecesOf, textCode, type Piece } from './pieces.js';

/** Characters that mean nothing to a shell: a command line of these is a program and its arguments. */
const PLAIN_WORDS = /^[\w@%+=:,./ -]*$/;
/** Words that only a shell understands (POSIX, special and regular built-in utilities), and assignments before a program. */
const SHELL_WORD =
  /=|^(?:\.|:|alias|bg|cd|eval|exec|exit|export|fg|hash|jobs|read|set|shift|source|trap|type|ulimit|umask|unset|wait)$/;

/** Splits a command line into the code of its words; null when a quote or another special character stands in it. */
function words(pieces: readonly Piece[]): readonly string[] | null {
  const list: string[] = [];
  let text = '';
  let hole: TS.Expression | null = null;
  const push = (): void => {
    if (hole) list.push(textCode(hole));
    else if (text !== '') list.push(literalOf(text));
    text = '';
    hole = null;
  };
  for (const piece of pieces) {
    if (piece.kind === 'hole') {
      if (text !== '' || hole) return null;
      hole = piece.node;
      continue;
    }
    if (!PLAIN_WORDS.test(piece.text)) return null;
    for (const [index, part] of piece.text.split(' ').entries()) {
      if (index > 0) push();
      if (part !== '' && hole) return null;
      text += part;
    }
  }
  push();
  return list;
}

/** Returns the edits of the callee: the other function of the same module, imported beside the first. */
function calleeEdits(call: TS.CallExpression, callee: string): readonly Edit[] | null {
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
    const edit = { start: expression.getStart(), end: expression.getEnd(), text: callee };
    return bindings.elements.some((each) => each.name.text === callee)
      ? [edit]
      : [edit, { start: own.getEnd(), end: own.getEnd(), text: `, ${callee}` }];
  }
  return null;
}

/** Options and callbacks mean the same to both functions, except the option that asks for a shell. */
function keepsMeaning(node: TS.Expression): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.every((each) => !ts.isSpreadAssignment(each) && each.name.getText() !== 'shell')
  );
}

/** Returns the edits that run the program of a command line without a shell, or null when its words are not certain. */
export function programEdits(call: TS.CallExpression, node: TS.Node, callee: string): readonly Edit[] | null {
  const pieces = call.arguments[0] === node && call.arguments.slice(1).every(keepsMeaning) ? piecesOf(node) : null;
  const [first] = pieces ?? [];
  if (!pieces || first?.kind !== 'text' || SHELL_WORD.test(first.text.trimStart().split(' ')[0] ?? '')) return null;
  const [program, ...rest] = words(pieces) ?? [];
  const edits = program === undefined || rest.length === 0 ? null : calleeEdits(call, callee);
  if (program === undefined || !program.startsWith("'") || !edits) return null;
  return [...edits, { start: node.getStart(), end: node.getEnd(), text: `${program}, [${rest.join(', ')}]` }];
}
