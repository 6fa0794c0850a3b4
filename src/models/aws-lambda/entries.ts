/** Handlers of AWS Lambda: the object that they return is the answer of the gateway. */
import { deployedRoutes } from '../../lang/deployment/find.js';
import type { DeployedRoute } from '../../lang/deployment/types.js';
import { ts, type TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { callModelled } from '../../flow/modelled.js';
import { awaited } from '../../flow/promises.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryQuestion, EntryReader } from '../../flow/semantics.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { reachCorsIn } from '../shared/cors-header.js';
import { answerData, answerHtml, isHtml } from '../shared/answer.js';
import { headerIn } from '../web/answers.js';

/** The names that a file imports from `aws-lambda`, `*` for all of them. */
function eventTypes(file: TS.SourceFile): readonly string[] {
  return file.statements.flatMap((each) => {
    if (
      !ts.isImportDeclaration(each) ||
      !ts.isStringLiteral(each.moduleSpecifier) ||
      each.moduleSpecifier.text !== 'aws-lambda'
    )
      return [];
    const bindings = each.importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : ['*'];
  });
}

/** Notes headers and cookies of an answer as if a call had set them. */
function noteHeaders(m: Machine, answer: Value, headers: Value, node: TS.Node): void {
  const entity = m.semantics.typeEntity('aws-lambda', 'Answer');
  if (!entity || answer.refs.length === 0) return;
  const several = getProperty(m, answer, 'multiValueHeaders', node);
  const cookies = getProperty(m, answer, 'cookies', node);
  for (const each of [headers, several]) callModelled(m, entity, plainCall(node, UNKNOWN, [each, cookies]));
}

/** Reports what leaves in an answer that is an object: its body, headers and cookies. */
export function answeredObject(m: Machine, value: Value, node: TS.Node): void {
  const answer = awaited(value);
  if (answer.refs.length > 0) answerData(m, getProperty(m, answer, 'body', node), node, 'the answer');
  const headers = answer.refs.length > 0 ? getProperty(m, answer, 'headers', node) : UNKNOWN;
  noteHeaders(m, answer, headers, node);
  if (headers.refs.length === 0) return;
  reachCorsIn(m, headers, node, 'the answer');
  const type = headerIn(m, headers, ['Content-Type', 'content-type'], node);
  if (type && isHtml(soleText(type) ?? '')) answerHtml(m, getProperty(m, answer, 'body', node), node, 'the answer');
  const location = headerIn(m, headers, ['Location', 'location'], node);
  if (location) m.sink(location, node, plainCall(node, UNKNOWN, []), { kind: 'redirect' }, 'the answer');
}

/** Members that only events of the HTTP gateways have (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format). */
const OF_GATEWAY: ReadonlySet<string> = new Set([
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'pathParameters',
  'rawQueryString',
  'isBase64Encoded',
  'requestContext',
]);

/** What the answer of a gateway must have. */
const ANSWER = /\bstatusCode\b/;

/** True for a parameter whose annotation says what it is: `any` says nothing. */
export function isTyped(parameter: TS.ParameterDeclaration | undefined): boolean {
  const kind = parameter?.type?.kind;
  return kind !== undefined && kind !== ts.SyntaxKind.AnyKeyword && kind !== ts.SyntaxKind.UnknownKeyword;
}

/**
 * True when a function without annotations takes an event of a gateway and answers it: it reads members that such
 * events alone have, or the body and nothing that a request of another framework has, and gives a `statusCode`.
 */
export function isGatewayHandler(node: FunctionNode): boolean {
  const [event] = node.parameters;
  if (!event || isTyped(event) || !node.body || !ANSWER.test(node.body.getText())) return false;
  const names = new Set<string>();
  const bind = (pattern: TS.BindingName): void => {
    if (ts.isObjectBindingPattern(pattern))
      for (const each of pattern.elements) names.add((each.propertyName ?? each.name).getText());
  };
  bind(event.name);
  const own = event.name.getText();
  const visit = (at: TS.Node): void => {
    if (ts.isPropertyAccessExpression(at) && at.expression.getText() === own) names.add(at.name.text);
    if (ts.isVariableDeclaration(at) && at.initializer?.getText() === own) bind(at.name);
    ts.forEachChild(at, visit);
  };
  visit(node.body);
  return (
    [...names].some((name) => OF_GATEWAY.has(name)) || (names.has('body') && GATEWAY_BODY.test(node.body.getText()))
  );
}

/** The body of such an event is a text, and so is that of the answer. */
const GATEWAY_BODY = /JSON\.parse\(\s*\w+\.body\b[\s\S]*\bstatusCode\s*:/;

/** True when a function without annotations gives an object with the status and the rest of an answer, and has no other way to answer. */
export function answersGateway({ body, parameters }: FunctionNode): boolean {
  if (!body || parameters.length > 3 || isTyped(parameters[0])) return false;
  const visit = (at: TS.Node): boolean => {
    if (ts.isObjectLiteralExpression(at)) {
      const names = new Set(at.properties.map((each) => each.name?.getText()));
      if (names.has('statusCode') && (names.has('body') || names.has('headers'))) return true;
    }
    return ts.forEachChild(at, (child) => visit(child) || undefined) === true;
  };
  return visit(body);
}

/** A function that says what it is given, or what it gives: by itself, or by the type of the variable that holds it. */
function isAnnotated({ parameters, type, parent }: FunctionNode): boolean {
  if (type !== undefined || isTyped(parameters[0])) return true;
  return ts.isVariableDeclaration(parent) && parent.type !== undefined;
}

/** The name of a handler unless something is configured (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html). */
const USUAL_NAME = 'handler';

/** Types of `aws-lambda` whose handlers answer a client of HTTP; those of queues, streams and triggers answer the service. */
const ANSWERED = /^(?:APIGateway|ALB|LambdaFunctionURL|AppSync|CloudFront)/;

/** True when the event of a handler is of a type of `aws-lambda` that no client waits behind. */
function isUnanswered({ parameters }: FunctionNode): boolean {
  const type = parameters[0]?.type;
  if (!type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return false;
  const { text } = type.typeName;
  return !ANSWERED.test(text) && eventTypes(type.getSourceFile()).includes(text);
}

/** True when a function says that it takes an event of `aws-lambda`: `(event: APIGatewayProxyEventV2) => ...`. */
function takesEvent({ parameters: [event] }: FunctionNode): boolean {
  const type = event?.type;
  return (
    type !== undefined &&
    ts.isTypeReferenceNode(type) &&
    ts.isIdentifier(type.typeName) &&
    eventTypes(type.getSourceFile()).includes(type.typeName.text)
  );
}

/** The arguments of a handler: of one whose parameter has no type, the event in the form that its gateway sends. Null for no handler. */
function argumentsFor(
  m: Machine,
  question: EntryQuestion,
  node: FunctionNode,
  route: DeployedRoute | undefined,
): readonly Value[] | null {
  const typed = isTyped(node.parameters[0]);
  if (
    // A wrapper of another file says there what it is given.
    eventTypes(node.getSourceFile()).length > 0 &&
    (typed || (!route && (isAnnotated(node) || question.name === USUAL_NAME)))
  )
    return [];
  if (!route && !isGatewayHandler(node) && !(question.name === USUAL_NAME && answersGateway(node))) return null;
  const name = !route || route.event === 'first' ? 'APIGatewayProxyEvent' : 'APIGatewayProxyEventV2';
  const entity = typed ? null : m.semantics.typeEntity('aws-lambda', name);
  return entity ? [entityInstance(m, entity, 'this', node.parameters[0] ?? node), UNKNOWN, UNKNOWN] : [];
}

export const lambdaEntries: EntryReader = (machine, question) => {
  const { node, file, name } = question;
  if (!node) return null;
  if (question.kind !== 'export' && !(question.kind === 'closure' && takesEvent(node))) return null;
  const [route] = name === null ? [] : deployedRoutes(file.fileName, name);
  const args = argumentsFor(machine, question, node, route);
  if (!args) return null;
  const silent = isUnanswered(node);
  return (m, callee) => {
    callValue(m, callee, {
      ...entryCall(node, UNKNOWN, args),
      exit: (machine, value, at) => {
        if (!silent) answeredObject(machine, value, at);
        return false;
      },
    });
  };
};
