/** Handlers of AWS Lambda: the object that they return is the answer of the gateway. */
import { deployedRoutes } from '../../lang/deployment/find.js';
import type { DeployedRoute } from '../../lang/deployment/types.js';
import { ts, type TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryReader } from '../../flow/semantics.js';
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

/** The event of a handler whose parameter has no type, in the form that its gateway sends. */
function eventFor(m: Machine, node: FunctionNode, route: DeployedRoute | undefined): readonly Value[] | undefined {
  if (!route || node.parameters[0]?.type) return undefined;
  const name = route.event === 'first' ? 'APIGatewayProxyEvent' : 'APIGatewayProxyEventV2';
  const entity = m.semantics.typeEntity('aws-lambda', name);
  return entity ? [entityInstance(m, entity, 'this', node.parameters[0] ?? node), UNKNOWN, UNKNOWN] : undefined;
}

export const lambdaEntries: EntryReader = (_machine, question) => {
  const { node, file, name } = question;
  if (question.kind !== 'export' || !node) return null;
  const [route] = name === null ? [] : deployedRoutes(file.fileName, name);
  if (!route && !importsEvents(file)) return null;
  return (m, callee) => {
    callValue(m, callee, {
      ...entryCall(node, UNKNOWN, eventFor(m, node, route)),
      exit: (machine, value, at) => {
        answered(machine, value, at);
        return false;
      },
    });
  };
};
