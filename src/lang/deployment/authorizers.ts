/**
 * What authorizers of a gateway answer: a policy whose effect is `Allow`, or `isAuthorized: true`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
import { ts, type TS } from '../ts.js';

/** Returns whether a file may hold such an answer at all: a look at its text, for most files have none. */
export function mayInvoke({ text }: TS.SourceFile): boolean {
  return /'Allow'|"Allow"|isAuthorized/.test(text);
}

/** Returns whether a node is what such an answer says to let a request in. */
export function letsInvoke(node: TS.Node): boolean {
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'isAuthorized')
    return node.initializer.kind === ts.SyntaxKind.TrueKeyword;
  return ts.isStringLiteralLike(node) && node.text === 'Allow';
}

/** What only the event of an authorizer has; a helper that makes a policy is given none. */
const OF_EVENT = /\b(?:methodArn|routeArn|authorizationToken|identitySource)\b/;

/** Returns whether a function is asked by a gateway: by the types of its event or of itself, or by what it reads of the event. */
export function asksWhetherToInvoke(fn: TS.FunctionLikeDeclaration): boolean {
  const [event] = fn.parameters;
  if (!event || !fn.body) return false;
  if (/Authorizer\w*Event/.test(event.type?.getText() ?? '')) return true;
  const around = fn.parent;
  if (ts.isVariableDeclaration(around) && /Authorizer\w*Handler\b/.test(around.type?.getText() ?? '')) return true;
  const text = fn.body.getText();
  return (
    ts.isIdentifier(event.name) &&
    OF_EVENT.test(text) &&
    new RegExp(`\\b${event.name.text.replace(/\$/g, '\\$&')}\\.`).test(text)
  );
}
