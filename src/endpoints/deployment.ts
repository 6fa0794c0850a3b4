/** What deploys the handlers of AWS Lambda: documents beside them, and a serverless.ts, which is evaluated. */
import path from 'node:path';
import { getProperty } from '../flow/access.js';
import { elementsOf } from '../flow/elements.js';
import { moduleExport } from '../flow/imports.js';
import { HOLE } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { NOTHING, soleConst, type Value } from '../flow/value.js';
import { deployedRoutes, deploymentsNear, isModule, isServerlessCode } from '../lang/deployment/find.js';
import { GAP, serverlessRoutes } from '../lang/deployment/serverless.js';
import type { DeployedRoute } from '../lang/deployment/types.js';
import type { TS } from '../lang/ts.js';
import type { ChainStep } from './types.js';

const MAX_DEPTH = 12;

function namesOf(obj: Obj): readonly string[] {
  return [...obj.cells.keys()].filter((name) => !/^(?:%|get |set )/.test(name));
}

/** `${handlerPath(__dirname)}/handler.main`: a computed front of a handler is the folder of the file that writes it. */
function placed(text: string, name: string, near: TS.Node): string {
  if (name !== 'handler' || !text.startsWith(HOLE)) return text;
  return path.join(path.dirname(near.getSourceFile().fileName), text.slice(HOLE.length));
}

/** Returns a value as data, with gaps for what is not known. */
function plainOf(m: Machine, value: Value, name: string, near: TS.Node, depth = 0): unknown {
  const only = value.refs.length === 0 ? soleConst(value) : null;
  if (only) return only.value;
  const [ref] = value.refs;
  if (!ref) return placed(value.shape ?? GAP, name, near);
  if (value.refs.length > 1 || ref.kind !== 'obj' || depth > MAX_DEPTH) return GAP;
  const here = ref.node ?? near;
  if (ref.shape === 'array') {
    const { known, rest } = elementsOf(m, value, here);
    return [...known, ...(rest === NOTHING ? [] : [rest])].map((each) => plainOf(m, each, '', here, depth + 1));
  }
  return Object.fromEntries(
    namesOf(ref).map((each) => [each, plainOf(m, getProperty(m, value, each, here), each, here, depth + 1)]),
  );
}

/** Returns the routes that a serverless.ts among the files gives to exports. */
export function routesInCode(m: Machine, files: readonly TS.SourceFile[]): readonly DeployedRoute[] {
  return files.flatMap((file) => {
    if (!isServerlessCode(file.fileName)) return [];
    const whole = moduleExport(m, file, 'default');
    if (!whole || whole.refs.length === 0) return [];
    const folder = path.dirname(path.resolve(file.fileName));
    return serverlessRoutes(plainOf(m, whole, '', file), folder, () => null);
  });
}

/** Returns the routes of an export: of the documents near its file, and of those that programs give. */
export function routesOf(
  file: TS.SourceFile,
  name: string,
  inCode: readonly DeployedRoute[],
): readonly DeployedRoute[] {
  const own = inCode.filter((each) => each.name === name && isModule(each.module, file.fileName));
  return [...deployedRoutes(file.fileName, name), ...own];
}

/** Returns what the gateway does before it calls the function. */
export function admissionSteps({ admission }: DeployedRoute, node: TS.Node): readonly ChainStep[] {
  switch (admission.kind) {
    case 'open':
      return [];
    case 'guarded':
      return [{ name: admission.by, node, verdict: 'guard' }];
    case 'unknown':
      return [{ name: 'an authorizer', node, verdict: 'unknown' }];
  }
}

/** True when a document that may deploy the file cannot be read. */
export function isDeploymentBroken(file: TS.SourceFile): boolean {
  return deploymentsNear(file.fileName).some(({ broken }) => broken !== null);
}
