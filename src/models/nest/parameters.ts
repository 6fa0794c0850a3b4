/** Parameter decorators of NestJS, and handlers as entries (https://docs.nestjs.com/controllers#request-object). */
import { ts, type TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall, plainCall } from '../../flow/calls.js';
import { decoratorsOf, type DecoratorUse } from '../../flow/decorators.js';
import { Form } from '../../flow/forms.js';
import { entityInstance, sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import { awaited } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import type { EntryReader, Native, SourceSpec } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { sourceInUse } from '../../flow/versions.js';
import { refValue, soleText, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { MESSAGE } from '../shared/client.js';
import { argumentShape, isDecorated, isOutOfSight, SCALARS } from '../shared/graphql-inputs.js';
import { shapedValue } from '../shared/shaped.js';
import { settle } from '../shared/chain.js';
import { thrownValue } from '../shared/errors.js';
import { serializing } from './interceptors.js';
import { answerData, answerHtml, isHtml } from '../shared/answer.js';
import { decoratorArguments, metatype, pipedValue } from './pipes.js';
import { declaredArgument } from './schema-first.js';

/** The word by which pipes know where an argument comes from. */
function argumentType(kind: string): string {
  return kind === 'http.body' || kind === 'message.data'
    ? 'body'
    : kind === 'http.query'
      ? 'query'
      : kind === 'http.params'
        ? 'param'
        : 'custom';
}

function partSpec(spec: SourceSpec): SourceSpec {
  return { kind: spec.kind, form: spec.child ?? (spec.form ?? 255) | Form.String };
}

/** The names of the properties of the class that a parameter is declared to be of; undefined when it is none. */
function declaredFields(m: Machine, node: TS.ParameterDeclaration): readonly string[] | undefined {
  const names = metatype(m, node).refs.flatMap((ref) =>
    ref.kind === 'class'
      ? ref.node.members.flatMap((each) =>
          ts.isPropertyDeclaration(each) && ts.isIdentifier(each.name) ? [each.name.text] : [],
        )
      : [],
  );
  return names.length > 0 ? names : undefined;
}

/** Makes a parameter the source, or the named part of it, as the framework has read it, through the pipes. */
function decorated(
  read: (m: Machine, raw: Value, node: TS.ParameterDeclaration, name: string | null) => Value = (_m, raw) => raw,
  adjusted: (m: Machine, spec: SourceSpec, node: TS.ParameterDeclaration) => SourceSpec = (_m, spec) => spec,
): Native {
  return (m, call) => {
    const { node } = call;
    const declared = call.entity?.spec.decorates?.source;
    if (!declared || !ts.isParameter(node)) return UNKNOWN;
    const spec = adjusted(m, declared, node);
    const argument = decoratorArguments(m, call, node, true);
    // An argument whose fields are known to be scalars is an object that holds them.
    const named =
      spec === declared
        ? partSpec(sourceInUse(spec, node))
        : { kind: spec.kind, form: Form.Object, ...(spec.child === undefined ? {} : { child: spec.child }) };
    const raw =
      argument.name === null
        ? sourceValue(m, spec, node, undefined, null, { fields: declaredFields(m, node) })
        : sourceValue(m, named, node, undefined, argument.name, { path: [argument.name] });
    const value = read(m, raw, node, argument.name);
    return spec.kind === 'http.headers' ? value : pipedValue(m, value, { ...argument, type: argumentType(spec.kind) });
  };
}

/** `@Query('id', ParseIntPipe) id`. */
const parameter = decorated();

/** `@Args('name') name: string`: what the schema lets in. */
const graphqlArgument = decorated(
  (m, raw, node, name) => {
    const type = metatype(m, node);
    const declared = isDecorated(type) ? null : declaredArgument(m, node, name);
    return shapedValue(m, declared ?? argumentShape(m, node, type), raw, node);
  },
  (m, spec, node) => (isOutOfSight(node, metatype(m, node)) ? { ...spec, child: SCALARS } : spec),
);

function ofType(expression: string): Native {
  return (m, call) => {
    const { node } = call;
    if (ts.isParameter(node) && node.type) {
      const scope = moduleScope(moduleState(m, node.getSourceFile()));
      const claimed = scope ? claimsType(m, node.type, scope) : null;
      if (claimed?.refs.some((ref) => ref.kind === 'obj' && ref.entity !== null)) return claimed;
    }
    return call.entity ? entityInstance(m, call.entity, expression, node) : UNKNOWN;
  };
}

/** `createParamDecorator((data, context) => ...)`: the parameter is what the function returns, through the pipes. */
const createParamDecorator: Native = (m, call) => {
  const [factory = UNKNOWN] = call.args;
  const { entity } = call;
  const made = m.alloc('object', null);
  const decorates: Native = (machine, use) => {
    if (!ts.isParameter(use.node) || !entity) return UNKNOWN;
    const [first] = use.args;
    const isPipe =
      first?.refs.some(
        (ref) => ref.kind === 'class' || (ref.kind === 'obj' && ref.shape === 'instance') || ref.kind === 'lib',
      ) ?? false;
    const data = first === undefined || isPipe ? UNKNOWN : first;
    const context = entityInstance(machine, entity, 'ExecutionContext', use.node);
    const value = settle(machine, factory, [data, context], use.node);
    const argument = decoratorArguments(
      machine,
      { ...use, args: isPipe ? use.args : use.args.slice(1) },
      use.node,
      false,
    );
    return pipedValue(machine, value, { ...argument, type: 'custom' });
  };
  made.slots.set('decorates', decorates);
  return refValue(made, Form.Function);
};

const HTTP_METHODS = new Set([
  'Get',
  'Post',
  'Put',
  'Patch',
  'Delete',
  'All',
  'Head',
  'Options',
  'Search',
  'QueryMethod',
]);

function named(uses: readonly DecoratorUse[], name: string): DecoratorUse | undefined {
  return uses.find((use) => use.lib?.entity.specifier === '@nestjs/common' && use.lib.entity.name === name);
}

/** A text that a handler returns is sent as HTML by the Express platform, unless a header says otherwise. */
function answersText(uses: readonly DecoratorUse[]): boolean {
  if (named(uses, 'Render')) return false;
  for (const use of uses) {
    if (use.lib?.entity.name !== 'Header') continue;
    const [name, value] = use.args;
    if (name && soleText(name)?.toLowerCase() === 'content-type') return value ? isHtml(soleText(value) ?? '') : false;
  }
  return true;
}

/** `@Catch()` without a class, or for every error: the filter is given whatever was thrown. */
function isFilter(m: Machine, node: TS.MethodDeclaration): boolean {
  if (!ts.isClassLike(node.parent) || node.name.getText() !== 'catch') return false;
  const use = named(decoratorsOf(m, node.parent), 'Catch');
  return use?.args.every((each) => each.refs.some((ref) => ref.kind === 'native')) === true;
}

function callFilter(m: Machine, callee: Value, node: TS.MethodDeclaration): void {
  callValue(m, callee, entryCall(node, UNKNOWN, [thrownValue(callee, node), UNKNOWN]));
}

/** `validate` of `class X extends PassportStrategy(Y)` returns who is calling (https://docs.nestjs.com/recipes/passport). */
function isStrategy({ name, parent }: TS.MethodDeclaration): boolean {
  if (name.getText() !== 'validate' || !ts.isClassLike(parent)) return false;
  if (!parent.getSourceFile().text.includes('@nestjs/passport')) return false;
  return (parent.heritageClauses ?? []).some(
    ({ token, types }) =>
      token === ts.SyntaxKind.ExtendsKeyword &&
      types.some(
        ({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === 'PassportStrategy',
      ),
  );
}

/** Notes who is calling as passport is told it: the second of what `done` is given. */
function identify(m: Machine, callee: Value, node: TS.MethodDeclaration): void {
  const user = awaited(callValue(m, callee, entryCall(node, UNKNOWN)));
  const entity = m.semantics.moduleEntity('@nestjs/passport');
  const spec = { roles: [{ role: 'auth.identified' }] };
  if (entity) m.record(entity, { ...plainCall(node, UNKNOWN, [UNKNOWN, user]), spec });
}

/** The place of the message in a handler of a gateway: behind the client. */
const GATEWAY = 1;

/** Decorators of handlers of messages, and where among the parameters without decorators the message stands. */
const MESSAGES: Readonly<Record<string, number>> = {
  '@nestjs/microservices MessagePattern': 0,
  '@nestjs/microservices EventPattern': 0,
  '@nestjs/microservices GrpcMethod': 0,
  '@nestjs/microservices GrpcStreamMethod': 0,
  '@nestjs/websockets SubscribeMessage': GATEWAY,
};

/**
 * Without decorators, the first parameter of a handler of messages is the message, and of a gateway the second one
 * (https://docs.nestjs.com/microservices/basics, https://docs.nestjs.com/websockets/gateways).
 */
function messageArguments(
  m: Machine,
  node: TS.MethodDeclaration,
  uses: readonly DecoratorUse[],
): ((machine: Machine) => readonly Value[]) | null {
  const at = uses.flatMap(({ lib }) => MESSAGES[`${lib?.entity.specifier ?? ''} ${lib?.entity.name ?? ''}`] ?? [])[0];
  const parameter = at === undefined ? undefined : node.parameters[at];
  if (at === undefined || !parameter || node.parameters.some((each) => decoratorsOf(m, each).length > 0)) return null;
  // Pipes are told that the message is a body (rpc-params-factory.js, ws-params-factory.js).
  const argument = { parameter, type: 'body', name: null, pipes: [], ownOnly: at === GATEWAY };
  return (machine) => [
    ...Array<Value>(at).fill(UNKNOWN),
    pipedValue(machine, sourceValue(machine, MESSAGE, parameter), argument),
  ];
}

/** Handlers of controllers: what they return is the answer. */
export const nestEntries: EntryReader = (m, question) => {
  const { node } = question;
  if (question.kind !== 'method' || !node || !ts.isMethodDeclaration(node)) return null;
  if (isFilter(m, node))
    return (machine, callee) => {
      callFilter(machine, callee, node);
    };
  if (isStrategy(node))
    return (machine, callee) => {
      identify(machine, callee, node);
    };
  const uses = decoratorsOf(m, node);
  const message = messageArguments(m, node, uses);
  if (message)
    return (machine, callee) => {
      callValue(machine, callee, entryCall(node, UNKNOWN, message(machine)));
    };
  if (!uses.some((use) => use.lib?.entity.specifier === '@nestjs/common' && HTTP_METHODS.has(use.lib.entity.name)))
    return null;
  const sends = !node.parameters.some((each) =>
    decoratorsOf(m, each).some(
      (use) => (use.lib?.entity.name === 'Res' || use.lib?.entity.name === 'Response') && use.args.length === 0,
    ),
  );
  const redirects = named(uses, 'Redirect') !== undefined;
  return (machine, callee) => {
    const exit: Call['exit'] = (now, value, at) => {
      if (sends) {
        if (!redirects) answerData(now, value, at, 'the answer', undefined, serializing(now, node));
        answered(now, value, at, redirects, answersText(uses));
      }
      return false;
    };
    callValue(machine, callee, { ...entryCall(node, UNKNOWN), exit });
  };
};

function answered(m: Machine, value: Value, node: TS.Node, redirects: boolean, text: boolean): void {
  const whole = awaited(value);
  if (redirects) {
    const target = getProperty(m, whole, 'url', node);
    m.sink(
      target,
      node,
      { node, self: UNKNOWN, args: [], argNodes: [], restFrom: null, isNew: false, spec: null, entity: null },
      { kind: 'redirect' },
      '@Redirect',
    );
  } else if (text) answerHtml(m, whole, node, 'the answer');
}

export const parameterNatives: Natives = {
  'nest.parameter': parameter,
  'nest.graphqlArgument': graphqlArgument,
  'nest.request': ofType('express:Request'),
  'nest.response': ofType('express:Response'),
  'nest.graphqlContext': ofType('GqlContext'),
  'nest.createParamDecorator': createParamDecorator,
};
