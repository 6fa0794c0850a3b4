/** What the verify function of a strategy says of an account that does not exist, and what of a wrong password. */
import type { FileAnalysis } from '../analysis/analysis.js';
import type { CallRecord } from '../flow/machine.js';
import { ts, type TS } from '../lang/ts.js';
import { asksForAbsence, asksForPresence, isGiven, sameCode } from './accounts.js';
import { functionAround, isOwnFunction, parameterNames, type OwnFunction } from './fail-open/code.js';
import { always, isAbsent } from './parts.js';
import { playing } from './roles.js';

/** The function of the program that a strategy is made with. */
function verifyOf({ parts }: CallRecord): OwnFunction | null {
  for (const name of ['verify', 'first'])
    for (const ref of parts[name]?.refs ?? []) if (ref.kind === 'func' && isOwnFunction(ref.node)) return ref.node;
  return null;
}

/** `done(null, false, …)`: calls of the last parameter that let nobody in, those of inner functions as well. */
function refusals(verify: OwnFunction): readonly TS.CallExpression[] {
  const name = parameterNames(verify).at(-1);
  const found: TS.CallExpression[] = [];
  const visit = (node: TS.Node): void => {
    if (node !== verify && isOwnFunction(node) && name !== undefined && parameterNames(node).includes(name)) return;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name) {
      const kind = node.arguments[1]?.kind;
      if (kind === ts.SyntaxKind.FalseKeyword || kind === ts.SyntaxKind.NullKeyword) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(verify);
  return found;
}

/** `throw new Error('Wrong password')`, `return null`: how a function that gives an account lets nobody in. */
function failures(verify: OwnFunction): readonly TS.Node[] {
  const found: TS.Node[] = [];
  const visit = (node: TS.Node): void => {
    if (isOwnFunction(node) && node !== verify) return;
    if (ts.isThrowStatement(node)) found.push(node);
    else if (ts.isReturnStatement(node) && (node.expression?.getText() ?? 'null') === 'null') found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(verify);
  return found;
}

/** The refusals for an account that does not exist of which no later one is alike. */
function alone<T extends TS.Node>(all: readonly T[], verify: OwnFunction): readonly T[] {
  return all.filter((each) => {
    if (!isForAbsent(each, verify)) return false;
    const later = all.filter((other) => other.pos > each.pos);
    return later.length > 0 && !later.some((other) => sameCode(other, each));
  });
}

/** The refusal is for an account that a look-up did not find. */
function isForAbsent(refusal: TS.Node, verify: TS.Node): boolean {
  for (let each = refusal; each !== verify; each = each.parent) {
    const { parent } = each;
    if (!ts.isIfStatement(parent)) continue;
    const fn = functionAround(parent);
    const asks = parent.thenStatement === each ? asksForAbsence : asksForPresence;
    return fn !== null && parent.expression !== each && asks(parent.expression) && isGiven(fn, parent.expression);
  }
  return false;
}

/** What a refusal says leaves the service: by a message that the page shows, or by a callback that is handed it. */
function isShown(record: CallRecord): boolean {
  const isCallback = (record.parts['callback']?.refs ?? []).concat(record.parts['options']?.refs ?? []);
  return (
    isCallback.some(({ kind }) => kind === 'func') ||
    ['flash', 'message'].some((name) => !isAbsent(record, name) && !always(record, name, (value) => !value))
  );
}

/** `done(null, false, req.flash('error', 'No such user'))` is shown whatever the options say. */
function flashes(refusal: TS.CallExpression): boolean {
  const [, , info] = refusal.arguments;
  return info !== undefined && ts.isCallExpression(info);
}

/** Returns the refusals in a file which tell that an account does not exist. */
export function tellingRefusals(analysis: FileAnalysis): readonly TS.Node[] {
  const strategies = playing(analysis.calls, ['auth.strategy']);
  const thrown = playing(analysis.calls, ['auth.authorize']).flatMap((record) => {
    const verify = verifyOf(record);
    return verify ? alone(failures(verify), verify).filter(ts.isThrowStatement) : [];
  });
  if (strategies.length === 0) return thrown;
  const uses = playing(analysis.callsAround('passport'), ['auth.callback']);
  const isDropped = uses.length > 0 && !uses.some(isShown);
  const refused = strategies.flatMap((record) => {
    const verify = verifyOf(record);
    return verify ? alone(refusals(verify), verify).filter((each) => !isDropped || flashes(each)) : [];
  });
  return [...thrown, ...refused];
}
