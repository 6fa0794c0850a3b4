/**
 * What authorizers of a gateway answer: a policy whose effect is `Allow`, or `isAuthorized: true`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
import { ts, type TS } from '../ts.js';

/** Returns whether a node is what such an answer says to let a request in. */
export function letsInvoke(node: TS.Node): boolean {
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'isAuthorized')
    return node.initializer.kind === ts.SyntaxKind.TrueKeyword;
  return ts.isStringLiteralLike(node) && node.text === 'Allow';
}
