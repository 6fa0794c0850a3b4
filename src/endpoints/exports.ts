/** Endpoints that are exports of files: Next.js routes, API routes and server actions, handlers of AWS Lambda. */
import { entryCall } from '../flow/calls.js';
import type { Machine } from '../flow/machine.js';
import { exportNames, moduleExport } from '../flow/imports.js';
import type { FunctionNode } from '../flow/refs.js';
import type { Value } from '../flow/value.js';
import type { DeployedRoute } from '../lang/deployment/types.js';
import { ts, type TS } from '../lang/ts.js';
import { isServerAction, isServerFile, nextArguments } from '../models/next/entries.js';
import { isSafeAction } from '../models/next-safe-action/actions.js';
import { fileEndpoint } from '../models/next/files.js';
import { endsByAnswer } from '../models/h3/handlers.js';
import { middlewareOf, requestOf } from '../models/middy/wrapped.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { admissionSteps, isDeploymentBroken, routesInCode, routesOf } from './deployment.js';
import { readsAuthorizer, takesRequests } from './lambda.js';
import { nameOfValue } from './names.js';
import { nextGuards } from './next.js';
import { handling, unknownHandling } from './own.js';
import { judgeStep, probeCall, probeStep } from './probe.js';
import { judged } from './steps.js';
import { judgeLibrary } from './verdicts.js';
import type { ChainStep, Endpoint } from './types.js';

/** Returns where a report about an export stands: on its name, or on the expression of a default export. */
export function exportNode(file: TS.SourceFile, name: string): TS.Node {
  for (const each of file.statements) {
    if (ts.isFunctionDeclaration(each) && each.name && (each.name.text === name || isDefault(each, name)))
      return each.name;
    if (ts.isExportAssignment(each) && name === 'default') return each.expression;
    if (!ts.isVariableStatement(each)) continue;
    for (const { name: own } of each.declarationList.declarations)
      if (ts.isIdentifier(own) && own.text === name) return own;
  }
  return file;
}

function isDefault(node: TS.FunctionDeclaration, name: string): boolean {
  return name === 'default' && (node.modifiers ?? []).some((each) => each.kind === ts.SyntaxKind.DefaultKeyword);
}

function functionOf(value: Value): FunctionNode | null {
  for (const ref of value.refs) if (ref.kind === 'func') return ref.node;
  return null;
}

interface Door {
  readonly framework: string;
  readonly method: string;
  readonly path: string | null;
  readonly outline?: string;
  readonly steps: readonly ChainStep[];
}

export class ExportsReader {
  readonly #guards: ReturnType<typeof nextGuards>;
  readonly #inCode: readonly DeployedRoute[];

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {
    this.#guards = nextGuards(m, files);
    this.#inCode = routesInCode(m, files);
  }

  endpoints(): readonly Endpoint[] {
    return this.files.flatMap((file) => exportNames(this.m, file).flatMap((name) => this.#endpoint(file, name)));
  }

  #endpoint(file: TS.SourceFile, name: string): readonly Endpoint[] {
    const { m } = this;
    const handler = moduleExport(m, file, name);
    const deployed = routesOf(file, name, this.#inCode);
    if (!handler || (!isOwnFunction(handler) && !isWrapped(handler, deployed))) return [];
    const node = exportNode(file, name);
    const fn = functionOf(handler);
    const run = isOwnFunction(handler)
      ? handling(m, () =>
          probeCall(
            m,
            handler,
            entryCall(fn ?? node, { ...handler, refs: [], open: true }, fn ? nextArguments(m, fn, name) : []),
          ),
        )
      : unknownHandling;
    const wrapping = middySteps(m, handler, node);
    return this.#doors(file, name, handler, node, deployed)
      .map((own) => ({ ...own, steps: [...own.steps, ...wrapping] }))
      .map((door) => ({
        ...door,
        node,
        handler,
        handling: run,
        understood: door.steps.every((step) => step.verdict !== 'unknown'),
      }));
  }

  #doors(
    file: TS.SourceFile,
    name: string,
    handler: Value,
    node: TS.Node,
    deployed: readonly DeployedRoute[],
  ): readonly Door[] {
    const fn = functionOf(handler);
    const next = fileEndpoint(file.fileName, name);
    if (next?.kind === 'route')
      return [
        {
          framework: 'next',
          method: next.method.toUpperCase(),
          path: next.path,
          steps: this.#guards(file, next.path),
        },
      ];
    if (next?.kind === 'api')
      return [{ framework: 'next', method: 'ANY', path: next.path, steps: this.#guards(file, next.path) }];
    if (next) return [];
    if (fn ? isServerAction(fn, true) : isServerFile(file) && isSafeAction(this.m, handler))
      return [{ framework: 'next', method: 'ACTION', path: name, steps: [] }];
    if (deployed.length > 0)
      return deployed.map((route) => ({
        framework: 'aws-lambda',
        method: route.method,
        path: route.path,
        ...(route.path === null ? { outline: name } : {}),
        steps: admissionSteps(route, node),
      }));
    if (!fn || !takesRequests(file, fn)) return [];
    const broken = isDeploymentBroken(file);
    const steps = readsAuthorizer(fn);
    const unsaid: readonly ChainStep[] =
      broken && steps.length === 0 ? [{ name: 'an authorizer', node, verdict: 'unknown' }] : steps;
    return [{ framework: 'aws-lambda', method: 'ANY', path: name, steps: unsaid }];
  }
}

/** The middleware of Middy that runs before a handler; it lets an event pass by returning nothing. */
function middySteps(m: Machine, handler: Value, node: TS.Node): readonly ChainStep[] {
  return (middlewareOf(m, handler) ?? []).map((step) => {
    const named = nameOfValue(step, node, m);
    const libraries = step.refs.map(judgeLibrary);
    if (libraries.some((each) => each !== null))
      return { ...named, verdict: libraries.includes('guard') ? 'guard' : 'open' };
    if (!isOwnFunction(step)) return { ...named, verdict: 'unknown' };
    const args = (): readonly Value[] => [requestOf(m, node)];
    const run = { handler: step, node, args, byReturning: () => endsByAnswer };
    return { ...named, ...judged(m, () => probeStep(m, run, false), judgeStep) };
  });
}

/** A function that a library has made of another one answers as well; an adapter hands requests on to an application, whose routes are endpoints themselves. */
function isWrapped(handler: Value, deployed: readonly DeployedRoute[]): boolean {
  return handler.open && deployed.some(({ path }) => path !== null && path !== '*' && !path.includes('+}'));
}
