/**
 * The functions of a SAM template, and who may call them
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html,
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html,
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapifunctionauth.html).
 */
import path from 'node:path';
import { at, dataOf, textOf, type Data } from './plain.js';
import { handlerParts, OPEN, slashed, UNSAID, verbOf, type Admission, type DeployedRoute } from './types.js';

type Door = Pick<DeployedRoute, 'method' | 'path' | 'admission' | 'event'>;

/** The name that `!Ref X`, `{ Ref: X }` or the plain text stands for. */
function refName(value: unknown): string | null {
  return textOf(value) ?? textOf(at(value, 'Ref'));
}

/** The authentication of the API that an event belongs to: its own resource, or the implicit one of the globals. */
function apiAuth(template: unknown, kind: 'Api' | 'HttpApi', named: unknown): Data | 'unknown' {
  const shared = dataOf(at(template, 'Globals', kind, 'Auth')) ?? {};
  if (named === undefined) return shared;
  const name = refName(named);
  const resource = name === null ? undefined : at(template, 'Resources', name);
  if (resource === undefined) return 'unknown';
  return { ...shared, ...dataOf(at(resource, 'Properties', 'Auth')) };
}

function named(authorizer: unknown): Admission {
  const name = refName(authorizer);
  if (name === null) return UNSAID;
  return name.toUpperCase() === 'NONE' ? OPEN : { kind: 'guarded', by: name };
}

function admissionOf(template: unknown, kind: 'Api' | 'HttpApi', event: unknown): Admission {
  const own = at(event, 'Auth');
  const api = apiAuth(template, kind, at(event, kind === 'Api' ? 'RestApiId' : 'ApiId'));
  const authorizer = at(own, 'Authorizer') ?? (api === 'unknown' ? undefined : api['DefaultAuthorizer']);
  const admission = authorizer === undefined ? OPEN : named(authorizer);
  if (admission.kind !== 'open') return admission;
  const keyed = at(own, 'ApiKeyRequired') ?? (api === 'unknown' ? undefined : api['ApiKeyRequired']);
  if (keyed === true) return { kind: 'guarded', by: 'an API key' };
  return authorizer === undefined && api === 'unknown' ? UNSAID : OPEN;
}

function doorsOf(template: unknown, given: unknown): readonly Door[] {
  const type = textOf(at(given, 'Type'));
  if (type !== 'Api' && type !== 'HttpApi') return [];
  const event = at(given, 'Properties');
  const address = textOf(at(event, 'Path'));
  return [
    {
      method: verbOf(textOf(at(event, 'Method'))),
      // An HTTP API without a path gets every request (the `$default` route).
      path: address === null ? (type === 'HttpApi' ? '*' : null) : slashed(address),
      admission: admissionOf(template, type, event),
      event: type === 'Api' || textOf(at(event, 'PayloadFormatVersion')) === '1.0' ? 'first' : 'second',
    },
  ];
}

function urlDoor(config: unknown): readonly Door[] {
  const type = textOf(at(config, 'AuthType'));
  if (type === null) return [];
  const admission: Admission =
    type === 'NONE' ? OPEN : type === 'AWS_IAM' ? { kind: 'guarded', by: 'AWS_IAM' } : UNSAID;
  return [{ method: 'ANY', path: null, admission, event: 'second' }];
}

/** Returns the routes of a template in a folder; what it does not say plainly is left out. */
export function samRoutes(template: unknown, folder: string): readonly DeployedRoute[] {
  const shared = dataOf(at(template, 'Globals', 'Function')) ?? {};
  return Object.values(dataOf(at(template, 'Resources')) ?? {}).flatMap((resource) => {
    if (textOf(at(resource, 'Type')) !== 'AWS::Serverless::Function') return [];
    const own = { ...shared, ...dataOf(at(resource, 'Properties')) };
    const handler = handlerParts(textOf(own['Handler']) ?? '');
    if (!handler) return [];
    const module = path.resolve(folder, textOf(own['CodeUri']) ?? '.', handler.module);
    const doors = [
      ...Object.values(dataOf(own['Events']) ?? {}).flatMap((each) => doorsOf(template, each)),
      ...urlDoor(own['FunctionUrlConfig']),
    ];
    return doors.map((door) => ({ module, name: handler.name, ...door }));
  });
}

/** True for a template of SAM: the transform says so (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html). */
export function isSam(template: unknown): boolean {
  return JSON.stringify(at(template, 'Transform') ?? '').includes('AWS::Serverless-2016-10-31');
}
