/** Whether a value was drawn by a generator: followed back from where it is used through variables and callers. */
import type { CallRecord } from '../flow/log.js';
import { ts, type TS } from '../lang/ts.js';

const MAX_STEPS = 12;

interface Place {
  readonly node: TS.Expression;
  /** The calls that led here, the outermost first. */
  readonly stack: readonly TS.Node[];
}

function bare(node: TS.Expression): TS.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node)
    ? bare(node.expression)
    : node;
}

function argumentOf({ parameters }: TS.SignatureDeclaration, name: string, stack: readonly TS.Node[]): Place | null {
  const index = parameters.findIndex((each) => ts.isIdentifier(each.name) && each.name.text === name);
  const caller = stack.at(-1);
  const node = caller && ts.isCallExpression(caller) ? caller.arguments[index] : undefined;
  return node ? { node, stack: stack.slice(0, -1) } : null;
}

/** Where a name got its value: a constant of a block around, or what the caller passed for a parameter. */
function originOf(name: TS.Identifier, stack: readonly TS.Node[]): Place | null {
  for (let around: TS.Node = name.parent; ; around = around.parent) {
    if (ts.isBlock(around) || ts.isSourceFile(around)) {
      for (const each of around.statements) {
        const own = ts.isVariableStatement(each)
          ? each.declarationList.declarations.find((one) => ts.isIdentifier(one.name) && one.name.text === name.text)
          : undefined;
        if (own) return own.initializer ? { node: own.initializer, stack } : null;
      }
    }
    if (ts.isSourceFile(around)) return null;
    if (
      ts.isFunctionLike(around) &&
      around.parameters.some((each) => ts.isIdentifier(each.name) && each.name.text === name.text)
    )
      return argumentOf(around, name.text, stack);
  }
}

/** Returns true when the value of an argument is what a call gave in which one of the generators was called. */
export function isGenerated({ call, stack }: CallRecord, at: number, generators: readonly CallRecord[]): boolean {
  const [first] = call.argNodes.slice(at, at + 1);
  let place: Place | null = first ? { node: first, stack } : null;
  for (let step = 0; place && step < MAX_STEPS; step++) {
    const node = bare(place.node);
    if (ts.isIdentifier(node)) place = originOf(node, place.stack);
    else if (!ts.isCallExpression(node)) return false;
    else if (generators.some((each) => each.call.node === node || each.stack.includes(node))) return true;
    else
      place = ts.isPropertyAccessExpression(node.expression)
        ? { node: node.expression.expression, stack: place.stack }
        : null;
  }
  return false;
}
