/** Functions that Next.js calls: route handlers, pages, API routes, server actions. */
import { ts, type TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form, JSON_FORM } from '../../flow/forms.js';
import { entityInstance, sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import { promiseOf } from '../../flow/promises.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryReader, SourceSpec } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { join, labelled, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { PARAMS } from '../shared/client.js';
import { namedSource } from '../shared/sources.js';
import { fileEndpoint, type FileEndpoint } from './files.js';

const SEARCH: SourceSpec = { kind: 'http.query', form: Form.Object, child: Form.String | Form.Array };
const LISTS: SourceSpec = { ...PARAMS, child: Form.String | Form.Array };
const ARGUMENT: SourceSpec = { kind: 'http.body', form: JSON_FORM };

function typed(m: Machine, specifier: string, name: string, node: TS.Node): Value {
  const entity = m.semantics.typeEntity(specifier, name);
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

/** Since version 15 these are promises; before, the objects themselves. */
function eventual(value: Value): Value {
  return join(promiseOf(value), value);
}

/** Only catch-all segments, `[...path]`, give lists; every other one gives a text. */
function paramsSource({ path }: FileEndpoint): SourceSpec {
  return path.includes('[...') ? LISTS : PARAMS;
}

/** What the path names, `[id]`, is a text in the query as well: it goes before a parameter of the same name. */
function withParams(m: Machine, { path }: FileEndpoint, request: Value, name: string, node: TS.Node): Value {
  const query = getProperty(m, request, name, node);
  for (const [, segment = ''] of path.matchAll(/\[([^[\].]+)\](?!\])/g)) {
    const part = getProperty(m, query, segment, node);
    const labels = part.labels.map((label) => ({ ...label, form: Form.String }));
    if (labels.length > 0) setProperty(m, query, segment, labelled(labels, Form.String), node);
  }
  return request;
}

function argumentsFor(m: Machine, endpoint: FileEndpoint, node: TS.Node): readonly Value[] {
  const params = (): Value => eventual(namedSource(m, paramsSource(endpoint), node, 'params'));
  switch (endpoint.kind) {
    case 'route':
      return [typed(m, 'next/server', 'NextRequest', node), m.object('object', null, [['params', params()]])];
    case 'middleware':
      return [typed(m, 'next/server', 'NextRequest', node)];
    case 'api':
      return [
        withParams(m, endpoint, typed(m, 'next', 'NextApiRequest', node), 'query', node),
        typed(m, 'next', 'NextApiResponse', node),
      ];
    case 'props':
      return [
        ['query', 'params'].reduce(
          (context, name) => withParams(m, endpoint, context, name, node),
          typed(m, 'next', 'GetServerSidePropsContext', node),
        ),
      ];
    case 'page':
      return [
        m.object('object', null, [
          ['params', params()],
          ['searchParams', eventual(namedSource(m, SEARCH, node, 'searchParams'))],
        ]),
      ];
  }
}

function directives(statements: readonly TS.Statement[]): readonly string[] {
  const found: string[] = [];
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    found.push(statement.expression.text);
  }
  return found;
}

/** True for functions that browsers may call by themselves: their file or their body says `use server`. */
export function isServerAction(node: FunctionNode, exported: boolean): boolean {
  if (exported && directives(node.getSourceFile().statements).includes('use server')) return true;
  return node.body !== undefined && ts.isBlock(node.body) && directives(node.body.statements).includes('use server');
}

/** An argument of an action is what the client sent, whatever type it is declared to have; forms keep their methods. */
function actionArgument(m: Machine, parameter: TS.ParameterDeclaration): Value {
  const scope = moduleScope(moduleState(m, parameter.getSourceFile()));
  const claimed = parameter.type && scope ? claimsType(m, parameter.type, scope) : null;
  if (claimed?.refs.some((ref) => ref.kind === 'obj' && ref.entity?.name === 'FormData')) return claimed;
  return sourceValue(m, ARGUMENT, parameter);
}

export const nextEntries: EntryReader = (_machine, question) => {
  const { node, file, name } = question;
  if (question.kind === 'method') return null;
  if (node && isServerAction(node, question.kind === 'export')) {
    return (machine, callee) => {
      callValue(
        machine,
        callee,
        plainCall(
          node,
          UNDEFINED,
          node.parameters.map((each) => actionArgument(machine, each)),
        ),
      );
    };
  }
  const endpoint = name === null ? null : fileEndpoint(file.fileName, name);
  if (!endpoint) return null;
  const place: TS.Node = node ?? file;
  return (machine, callee) => {
    callValue(machine, callee, {
      ...plainCall(place, UNDEFINED, argumentsFor(machine, endpoint, place)),
      isEntry: true,
    });
  };
};
