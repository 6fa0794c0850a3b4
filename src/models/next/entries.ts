/** Functions that Next.js calls: route handlers, pages, API routes, server actions. */
import { ts, type TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form, JSON_FORM } from '../../flow/forms.js';
import { entityInstance, sourceValue } from '../../flow/library.js';
import { moduleExport } from '../../flow/imports.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import { promiseOf } from '../../flow/promises.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryReader, SourceSpec } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { constant, join, labelled, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TextFact } from '../../lang/regex/language.js';
import { PARAMS } from '../shared/client.js';
import { namedSource } from '../shared/sources.js';
import { fileEndpoint, type FileEndpoint } from './files.js';

const SEARCH: SourceSpec = { kind: 'http.query', form: Form.Object, child: Form.String | Form.Array };
/**
 * No other site can send somebody's browser to an action: its arguments are a body with a header of its own, and the origin of
 * the request is compared with the host (https://nextjs.org/docs/app/guides/data-security#csrf).
 */
const ARGUMENT: SourceSpec = { kind: 'http.body', form: JSON_FORM, clears: ['redirect'] };

function typed(m: Machine, specifier: string, name: string, node: TS.Node): Value {
  const entity = m.semantics.typeEntity(specifier, name);
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

/** Since version 15 these are promises; before, the objects themselves. */
function eventual(value: Value): Value {
  return join(promiseOf(value), value);
}

/**
 * Pages get what the path names as it is encoded in addresses, route handlers as it is decoded
 * (makeGetDynamicParamFromSegment in packages/next/src/server/app-render/app-render.tsx of Next.js).
 */
const ENCODED: readonly TextFact[] = [{ pattern: "^[\\w\\-.!~*'()%]*$", flags: '', matches: true }];

/** Makes what the names of segments stand for, `[id]` a text, `[...path]` a list of texts, properties of an object. */
function nameSegments(m: Machine, object: Value, path: string, node: TS.Node): Value {
  for (const [, dots, name = ''] of path.matchAll(/\[(\.{3})?([^[\].]+)\]/g)) {
    const part = getProperty(m, object, name, node);
    const form = dots === undefined ? Form.String : Form.Array;
    const labels = part.labels.map((label) => ({ ...label, form }));
    if (labels.length > 0)
      setProperty(m, object, name, dots === undefined ? labelled(labels, form) : { ...part, labels, form }, node);
  }
  return object;
}

function paramsOf(m: Machine, { kind, path }: FileEndpoint, node: TS.Node): Value {
  const spec: SourceSpec = kind === 'page' ? { ...PARAMS, facts: ENCODED } : PARAMS;
  const lists = path.includes('[...');
  const params = namedSource(m, lists ? { ...spec, child: Form.String | Form.Array } : spec, node, 'params');
  return nameSegments(m, params, path, node);
}

/** Where a message says that a part of the request comes in: at the parameter that stands for it. */
function readAt(node: TS.Node, name: string): readonly [at: TS.Node, text: string] {
  const [parameter] = ts.isFunctionLike(node) ? node.parameters : [];
  if (!parameter) return [node, name];
  return [parameter, ts.isIdentifier(parameter.name) ? `${parameter.name.text}.${name}` : name];
}

/** What the path names is in the query as well: it goes before a parameter of the same name. */
function withParams(m: Machine, { path }: FileEndpoint, request: Value, name: string, node: TS.Node): Value {
  const [at, text] = readAt(node, name);
  const part = namedSource(m, name === 'query' ? SEARCH : PARAMS, at, text);
  setProperty(m, request, name, nameSegments(m, part, path, at), node);
  return request;
}

/** A function is named after the method that it answers; those for GET answer HEAD as well, with the same address and no body. */
function asked(m: Machine, { method }: FileEndpoint, node: TS.Node): Value {
  const request = typed(m, 'next/server', 'NextRequest', node);
  setProperty(m, request, 'method', constant(method.toUpperCase()), node);
  return request;
}

function argumentsFor(m: Machine, endpoint: FileEndpoint, node: TS.Node): readonly Value[] {
  const params = (): Value => eventual(paramsOf(m, endpoint, node));
  switch (endpoint.kind) {
    case 'route':
      return [asked(m, endpoint, node), m.object('object', null, [['params', params()]])];
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

/** True for files whose exports browsers may call by themselves. */
export function isServerFile(file: TS.SourceFile): boolean {
  return directives(file.statements).includes('use server');
}

/** True for functions that browsers may call by themselves: their file or their body says `use server`. */
export function isServerAction(node: FunctionNode, exported: boolean): boolean {
  if (exported && isServerFile(node.getSourceFile())) return true;
  return node.body !== undefined && ts.isBlock(node.body) && directives(node.body.statements).includes('use server');
}

/** An argument of an action is what the client sent, whatever type it is declared to have; forms keep their methods. */
function actionArgument(m: Machine, parameter: TS.ParameterDeclaration): Value {
  const scope = moduleScope(moduleState(m, parameter.getSourceFile()));
  const claimed = parameter.type && scope ? claimsType(m, parameter.type, scope) : null;
  if (claimed?.refs.some((ref) => ref.kind === 'obj' && ref.entity?.name === 'FormData')) return claimed;
  return sourceValue(m, ARGUMENT, parameter);
}

/** `export const config = { api: { bodyParser: { sizeLimit } } }` (https://nextjs.org/docs/pages/building-your-application/routing/api-routes#custom-config). */
function reachBodyLimit(m: Machine, file: TS.SourceFile): void {
  const config = moduleExport(m, file, 'config');
  if (!config || config.refs.length === 0) return;
  const limit = ['api', 'bodyParser', 'sizeLimit'].reduce(
    (value, name) => (value.refs.length > 0 ? getProperty(m, value, name, file) : UNDEFINED),
    config,
  );
  if (limit.consts.length > 0)
    m.sink(limit, file, plainCall(file, UNDEFINED, []), { kind: 'body-limit' }, 'config.api');
}

/** Returns what a route or an API route is called with, and what an action is. */
export function nextArguments(m: Machine, node: FunctionNode, name: string): readonly Value[] {
  const endpoint = fileEndpoint(node.getSourceFile().fileName, name);
  if (endpoint) return argumentsFor(m, endpoint, node);
  return isServerAction(node, true) ? node.parameters.map((each) => actionArgument(m, each)) : [];
}

export const nextEntries: EntryReader = (_machine, question) => {
  const { node, file, name } = question;
  if (question.kind === 'method' || question.kind === 'closure') return null;
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
    if (endpoint.kind === 'api') reachBodyLimit(machine, file);
    callValue(machine, callee, {
      ...plainCall(place, UNDEFINED, argumentsFor(machine, endpoint, place)),
      isEntry: true,
    });
  };
};
