/** Endpoints that are exports of files: Next.js routes, API routes and server actions, handlers of AWS Lambda. */
import { entryCall } from '../flow/calls.js';
import type { Machine } from '../flow/machine.js';
import { exportNames, moduleExport } from '../flow/imports.js';
import type { FunctionNode } from '../flow/refs.js';
import type { Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { isServerAction } from '../models/next/entries.js';
import { fileEndpoint } from '../models/next/files.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { readsAuthorizer, takesRequests } from './lambda.js';
import { nextGuards } from './next.js';
import { handling } from './own.js';
import { probeCall } from './probe.js';
import type { ChainStep, Endpoint } from './types.js';

/** A report stands on the exported name, or on the expression of a default export. */
function exportNode(file: TS.SourceFile, name: string): TS.Node {
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
  readonly steps: readonly ChainStep[];
}

export class ExportsReader {
  readonly #guards: ReturnType<typeof nextGuards>;

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {
    this.#guards = nextGuards(m, files);
  }

  endpoints(): readonly Endpoint[] {
    return this.files.flatMap((file) => exportNames(this.m, file).flatMap((name) => this.#endpoint(file, name)));
  }

  #endpoint(file: TS.SourceFile, name: string): readonly Endpoint[] {
    const { m } = this;
    const handler = moduleExport(m, file, name);
    if (!handler || !isOwnFunction(handler)) return [];
    const door = this.#door(file, name, functionOf(handler));
    if (!door) return [];
    const node = exportNode(file, name);
    return [
      {
        ...door,
        node,
        handler,
        handling: handling(m, () =>
          probeCall(m, handler, entryCall(functionOf(handler) ?? node, { ...handler, refs: [], open: true })),
        ),
        understood: door.steps.every((step) => step.verdict !== 'unknown'),
      },
    ];
  }

  #door(file: TS.SourceFile, name: string, node: FunctionNode | null): Door | null {
    const next = fileEndpoint(file.fileName, name);
    if (next?.kind === 'route')
      return {
        framework: 'next',
        method: next.method.toUpperCase(),
        path: next.path,
        steps: this.#guards(file, next.path),
      };
    if (next?.kind === 'api')
      return { framework: 'next', method: 'ANY', path: next.path, steps: this.#guards(file, next.path) };
    if (next) return null;
    if (node && isServerAction(node, true)) return { framework: 'next', method: 'ACTION', path: name, steps: [] };
    if (!node || !takesRequests(file, node)) return null;
    return { framework: 'aws-lambda', method: 'ANY', path: name, steps: readsAuthorizer(node) };
  }
}
