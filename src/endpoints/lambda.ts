/** Handlers of AWS Lambda behind HTTP: by the type of their event in @types/aws-lambda. */
import type { FunctionNode } from '../flow/refs.js';
import { ts, type TS } from '../lang/ts.js';
import type { ChainStep } from './types.js';

/** Events and handlers of API Gateway, load balancers and function URLs. */
const REQUESTS = /^(?:APIGateway(?:Proxy)?(?:Event|Handler|With)|ALB(?:Event|Handler)|LambdaFunctionURL(?:Event|Handler))/;
const AUTHORIZED = /With\w*Authorizer/;
const AUTHORIZES = /Authorizer(?:Event|Handler)|Websocket/;

function importsTypes(file: TS.SourceFile): boolean {
  return file.statements.some((each) => ts.isImportDeclaration(each) && ts.isStringLiteral(each.moduleSpecifier) && each.moduleSpecifier.text === 'aws-lambda');
}

function typeName(node: FunctionNode): string {
  const [event] = node.parameters;
  const own = event?.type;
  const declared = ts.isVariableDeclaration(node.parent) ? node.parent.type : undefined;
  const type = own ?? declared;
  return type && ts.isTypeReferenceNode(type) ? type.typeName.getText() : '';
}

/** True for handlers whose event is an HTTP request. */
export function takesRequests(file: TS.SourceFile, node: FunctionNode): boolean {
  const name = typeName(node);
  return importsTypes(file) && REQUESTS.test(name) && (AUTHORIZED.test(name) || !AUTHORIZES.test(name));
}

/** An event with the claims of an authorizer comes only from behind one; where a handler looks for them, nobody knows. */
export function readsAuthorizer(node: FunctionNode): readonly ChainStep[] {
  const name = typeName(node);
  const at = node.parameters[0] ?? node;
  if (AUTHORIZED.test(name)) return [{ name, node: at, verdict: 'guard' }];
  return node.body && /\bauthorizer\b/.test(node.body.getText()) ? [{ name: 'authorizer', node: at, verdict: 'unknown' }] : [];
}
