/** Handlers of AWS Lambda: the object that they return is the answer of the gateway. */
import { ts, type TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryQuestion, EntryReader } from '../../flow/semantics.js';
import { entityInstance } from '../../flow/library.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { answerData, answerHtml, isHtml } from '../shared/answer.js';
import { headerIn } from '../web/answers.js';

function importsEvents(file: TS.SourceFile): boolean {
  return file.statements.some(
    (each) =>
      ts.isImportDeclaration(each) &&
      ts.isStringLiteral(each.moduleSpecifier) &&
      each.moduleSpecifier.text === 'aws-lambda',
  );
}

function answered(m: Machine, value: Value, node: TS.Node): void {
  const answer = awaited(value);
  if (answer.refs.length > 0) answerData(m, getProperty(m, answer, 'body', node), node, 'the answer');
  const headers = answer.refs.length > 0 ? getProperty(m, answer, 'headers', node) : UNKNOWN;
  if (headers.refs.length === 0) return;
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

/**
 * True when a function without annotations takes an event of a gateway and answers it: it reads members that such
 * events alone have, or the body and nothing that a request of another framework has, and gives a `statusCode`.
 */
function isGatewayHandler(node: FunctionNode): boolean {
  const [event] = node.parameters;
  if (!event || event.type !== undefined || !node.body || !ANSWER.test(node.body.getText())) return false;
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

function eventFor(m: Machine, question: EntryQuestion, node: FunctionNode): Value | null {
  if (importsEvents(question.file)) return UNKNOWN;
  const entity = isGatewayHandler(node) ? m.semantics.typeEntity('aws-lambda', 'APIGatewayProxyEvent') : null;
  return entity ? entityInstance(m, entity, 'this', node) : null;
}

export const lambdaEntries: EntryReader = (machine, question) => {
  const { node } = question;
  if (question.kind !== 'export' || !node) return null;
  const event = eventFor(machine, question, node);
  if (!event) return null;
  return (m, callee) => {
    callValue(m, callee, {
      ...entryCall(node, UNKNOWN, event === UNKNOWN ? [] : [event]),
      exit: (machine, value, at) => {
        answered(machine, value, at);
        return false;
      },
    });
  };
};
