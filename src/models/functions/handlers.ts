/** How platforms call their functions, and what becomes of the answer. */
import path from 'node:path';
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import type { EntryReader, Native } from '../../flow/semantics.js';
import { refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { hasVersion } from '../../flow/versions.js';
import { isRecord, manifestAt } from '../../lang/manifests.js';
import { ts, type TS } from '../../lang/ts.js';
import { answeredObject } from '../aws-lambda/entries.js';
import { isCallable, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { answerData } from '../shared/answer.js';
import { isOwnFunction } from '../shared/chain.js';
import { keepRegistration, type Registration } from '../shared/registration.js';
import { servedNatives } from '../shared/served.js';

/** The frameworks whose registrations are single functions; how each of them calls is in `givenTo`. */
export type Platform =
  'firebase' | 'firebase-callable' | 'firebase-callable-1' | 'google-functions' | 'azure-functions';

/** What a function is given, as `package:Type`. */
const GIVEN: Readonly<Record<Platform, readonly (readonly [specifier: string, type: string])[]>> = {
  firebase: [
    ['firebase-functions', 'Request'],
    ['express', 'Response'],
  ],
  'firebase-callable': [['firebase-functions', 'CallableRequest']],
  'firebase-callable-1': [['firebase-functions', 'CallableContext']],
  'google-functions': [
    ['@google-cloud/functions-framework', 'Request'],
    ['express', 'Response'],
  ],
  'azure-functions': [['@azure/functions', 'HttpRequest']],
};

export function isPlatform(framework: string): framework is Platform {
  return Object.hasOwn(GIVEN, framework);
}

/** Returns the arguments that a platform calls a function with. */
export function givenTo(m: Machine, platform: Platform, node: TS.Node): readonly Value[] {
  const made = GIVEN[platform].map(([specifier, type]) => {
    const entity = m.semantics.typeEntity(specifier, type);
    return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
  });
  // Version 1 hands over the data beside the context.
  if (platform !== 'firebase-callable-1') return made;
  const request = m.semantics.typeEntity('firebase-functions', 'CallableRequest');
  return [request ? getProperty(m, entityInstance(m, request, 'this', node), 'data', node) : UNKNOWN, ...made];
}

/** The name that a function is exported by, as it is written: `export const name = onCall(...)`, `exports.name = ...`. */
function exportedName(node: TS.Node): string | null {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
  return ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) ? parent.name.text : null;
}

interface Registering {
  readonly platform: Platform;
  readonly method: string;
  readonly path: string | null;
  readonly handler: Value;
  readonly options: Value;
}

function register(m: Machine, call: Call, { platform, method, path: at, handler, options }: Registering): void {
  if (!isOwnFunction(handler)) {
    // An application of Express, which answers by its own routes.
    servedNatives['served.arguments']?.(m, call);
    return;
  }
  const layer: Registration = {
    framework: platform,
    kind: 'route',
    method,
    path: at,
    handlers: [handler],
    node: call.node,
    options,
  };
  keepRegistration(m, m.alloc('object', call.node), layer);
  m.defer(call.node, (machine) => {
    const exit: Call['exit'] = (inner, value, node) => {
      if (platform === 'azure-functions') azureAnswered(inner, value, node);
      else if (platform.startsWith('firebase-callable')) answerData(inner, awaited(value), node, 'the answer');
      return false;
    };
    callValue(machine, handler, { ...plainCall(call.node, UNDEFINED, givenTo(machine, platform, call.node)), exit });
  });
}

/** `{ body, jsonBody, status, headers, cookies }` (https://learn.microsoft.com/azure/azure-functions/functions-reference-node#http-response). */
function azureAnswered(m: Machine, value: Value, node: TS.Node): void {
  const answer = awaited(value);
  if (answer.refs.length === 0 || answer.refs.some((ref) => ref.kind === 'obj' && ref.entity !== null)) return;
  answeredObject(m, answer, node);
  const json = getProperty(m, answer, 'jsonBody', node);
  if (json !== UNDEFINED) answerData(m, json, node, 'the answer');
}

/** `onRequest(options?, handler)` and its like. */
function onFirebase(platform: Platform, method: string): Native {
  return (m, call) => {
    const [first = UNKNOWN, second] = call.args;
    const name = exportedName(call.node);
    register(m, call, {
      platform,
      method,
      path: name === null ? null : `/${name}`,
      handler: second ?? first,
      options: second ? first : UNDEFINED,
    });
    // The function that is exported is one for the platform; it answers by what was registered.
    return UNKNOWN;
  };
}

const onCall = onFirebase('firebase-callable', 'post');
const onCallFirst = onFirebase('firebase-callable-1', 'post');

/** Version 1 calls with two arguments; the second one of version 2 is a stream for parts of the answer, and new. */
const onCallByVersion: Native = (m, call) => {
  const [ref] = call.args.at(-1)?.refs ?? [];
  const several = ref?.kind === 'func' && ref.node.parameters.length > 1;
  const isFirst = several || hasVersion(call.node, { package: 'firebase-functions', versions: '<6' });
  return (isFirst ? onCallFirst : onCall)(m, call);
};

/** `app.http(name, { methods, authLevel, route, handler })`, `app.get(name, handler)`; below `/api` unless told otherwise. */
const azure: Native = (m, call) => {
  const [name = UNKNOWN, given = UNKNOWN] = call.args;
  const { node } = call;
  const isOptions = !isCallable(given);
  const handler = isOptions ? getProperty(m, given, 'handler', node) : given;
  const own = isOptions ? getProperty(m, given, 'route', node) : UNDEFINED;
  const route = own === UNDEFINED ? soleText(name) : soleText(own);
  const verb = call.entity?.name.split('.').at(-1) ?? 'http';
  const listed = isOptions && verb === 'http' ? getProperty(m, given, 'methods', node) : UNDEFINED;
  const several = listed.refs.length > 0 ? elementsOf(m, listed, node).known.map((each) => soleText(each)) : [];
  const methods =
    verb === 'http' ? (several.length > 0 ? several : ['all']) : [verb === 'deleteRequest' ? 'delete' : verb];
  const at = route === null ? null : `/api/${route.replace(/^\//, '').replaceAll(/\{\*?(\w+)[^}]*\}/g, ':$1')}`;
  for (const method of methods)
    register(m, call, {
      platform: 'azure-functions',
      method: method?.toLowerCase() ?? '?',
      path: at,
      handler,
      options: isOptions ? given : UNDEFINED,
    });
  return UNDEFINED;
};

export const functionNatives: Natives = {
  'functions.onRequest': onFirebase('firebase', 'all'),
  'functions.onCall': onCall,
  'functions.onCallFirst': onCallFirst,
  'functions.onCallByVersion': onCallByVersion,
  'functions.http': (m, call) => {
    const [name = UNKNOWN, handler = UNKNOWN] = call.args;
    const text = soleText(name);
    register(m, call, {
      platform: 'google-functions',
      method: 'all',
      path: text === null ? null : `/${text}`,
      handler,
      options: UNDEFINED,
    });
    return UNDEFINED;
  },
  'functions.azure': azure,
  'functions.azureAnswer': (m, call) => {
    azureAnswered(m, call.args[0] ?? UNDEFINED, call.node);
    return UNDEFINED;
  },
};

/** The trigger of a function of Azure until version 3, as its function.json says. */
export interface FirstTrigger {
  readonly methods: readonly string[];
  readonly route: string | null;
  readonly authLevel: string;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the trigger by HTTP of a function whose function.json stands beside its file; null when there is none. */
export function firstTrigger(fileName: string): FirstTrigger | null {
  const bindings: unknown = manifestAt(path.join(path.dirname(fileName), 'function.json'))?.['bindings'];
  const trigger = listOf(bindings).find((each) => isRecord(each) && each['type'] === 'httpTrigger');
  if (!isRecord(trigger)) return null;
  const { methods, route, authLevel } = trigger;
  const text = typeof route === 'string' ? route : path.basename(path.dirname(fileName));
  return {
    methods: listOf(methods).filter((each): each is string => typeof each === 'string'),
    route: `/api/${text.replaceAll(/\{\*?(\w+)[^}]*\}/g, ':$1')}`,
    authLevel: typeof authLevel === 'string' ? authLevel : 'function',
  };
}

/** Returns what a function of Azure until version 3 is called with. */
export function firstArguments(m: Machine, node: TS.Node): readonly Value[] {
  const entity = m.semantics.typeEntity('@azure/functions', 'Context');
  const context = entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
  const request = entity ? getProperty(m, context, 'req', node) : UNKNOWN;
  const [ref] = request.refs;
  return [context, ref ? refValue(ref) : request];
}

/** `module.exports = async function (context, req)`, the default export of a file beside a function.json. */
export const azureEntries: EntryReader = (_, { file, node, name, kind }) => {
  if (!node || kind === 'method' || kind === 'closure' || name !== 'default') return null;
  if (firstTrigger(file.fileName) === null) return null;
  return (m, callee) => {
    callValue(m, callee, {
      ...entryCall(node, UNKNOWN, firstArguments(m, node)),
      exit: (machine, value, at) => {
        azureAnswered(machine, value, at);
        return false;
      },
    });
  };
};

export interface Admission {
  readonly name: string;
  /** Whether it asks depends on a setting of which nothing is known. */
  readonly unsure?: true;
  /** The function that decides about the caller. */
  readonly policy?: Value;
}

/** What the platform itself asks before it calls: a key, an identity, a policy; null when everybody may call. */
export function admission(m: Machine, { framework, options, node }: Registration): Admission | null {
  if (!options || options.refs.length === 0 || objectOf(options) === null) return null;
  if (framework === 'azure-functions') {
    const level = getProperty(m, options, 'authLevel', node);
    const text = soleText(level);
    if (level === UNDEFINED || text === 'anonymous') return null;
    return text === null ? { name: 'authLevel', unsure: true } : { name: `authLevel: '${text}'` };
  }
  const invoker = getProperty(m, options, 'invoker', node);
  if (invoker !== UNDEFINED && soleText(invoker) !== 'public') return { name: 'invoker' };
  const policy = getProperty(m, options, 'authPolicy', node);
  return policy === UNDEFINED ? null : { name: 'authPolicy', policy };
}
