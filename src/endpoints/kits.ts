/** Endpoints of frameworks for whole sites: SvelteKit behind its `handle` hook, Remix and React Router. */
import { getProperty, setProperty } from '../flow/access.js';
import { plainCall } from '../flow/calls.js';
import { exportNames, moduleExport } from '../flow/imports.js';
import type { Machine } from '../flow/machine.js';
import { constant, UNDEFINED, type Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { routeArguments } from '../models/remix/entries.js';
import { routeModule } from '../models/remix/files.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { objectOf } from '../models/shared/registration.js';
import { requestEvent } from '../models/sveltekit/entries.js';
import { isHooksFile, kitAction, kitEndpoint } from '../models/sveltekit/files.js';
import { nameOfValue } from './names.js';
import { handling } from './own.js';
import { judgeStep, probeCall, probeStep } from './probe.js';
import { judgement } from './steps.js';
import type { ChainStep, Endpoint, Handling } from './types.js';

interface Door {
  readonly framework: string;
  readonly method: string;
  readonly path: string | null;
  readonly argument: (m: Machine, node: TS.Node) => Value;
}

/** An event for a path; parameters of it stand for themselves. */
function eventFor(m: Machine, path: string, node: TS.Node): Value {
  const event = requestEvent(m, node);
  const url = getProperty(m, event, 'url', node);
  setProperty(m, url, 'pathname', constant(path.replace(/[[\]]/g, '')), node);
  setProperty(m, event, 'url', url, node);
  return event;
}

/** A handler that may send its caller to another page may do so with strangers: what decides about it is not known. */
function unlessRedirecting(base: () => Handling): () => Handling {
  return () => {
    const known = base();
    return known.own === 'open' && known.shown?.redirects === true ? { ...known, own: 'unknown' } : known;
  };
}

export class KitsReader {
  readonly #hooks = new Map<string, readonly ChainStep[] | null>();

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {}

  endpoints(): readonly Endpoint[] {
    return this.files.flatMap((file) =>
      exportNames(this.m, file).flatMap((name) => {
        const value = moduleExport(this.m, file, name);
        if (!value) return [];
        if (name === 'actions') return this.#actions(file, value);
        const kit = kitEndpoint(file.fileName, name);
        if (kit)
          return this.#endpoint(
            { ...kit, framework: 'sveltekit', argument: requestEvent },
            value,
            file,
            this.#before(kit.path),
          );
        const route = routeModule(file, name);
        return route ? this.#endpoint({ ...route, framework: 'remix', argument: routeArguments }, value, file, []) : [];
      }),
    );
  }

  #actions(file: TS.SourceFile, actions: Value): readonly Endpoint[] {
    const table = objectOf(actions);
    return [...(table?.cells.keys() ?? [])].flatMap((name) => {
      const value = getProperty(this.m, actions, name, file);
      const [ref] = value.refs;
      const kit = ref?.kind === 'func' ? kitAction(file.fileName, ref.node) : null;
      return kit
        ? this.#endpoint(
            { ...kit, framework: 'sveltekit', argument: requestEvent },
            value,
            file,
            this.#before(kit.path),
          )
        : [];
    });
  }

  /** The hook before requests for a path; null when no file of that name is in sight, which does not say that there is none. */
  #before(path: string): readonly ChainStep[] | null {
    const known = this.#hooks.get(path);
    if (known !== undefined) return known;
    const found = this.#hooksOn(path);
    this.#hooks.set(path, found);
    return found;
  }

  /** It is run on a request for this path: what it does often depends on that. */
  #hooksOn(path: string): readonly ChainStep[] | null {
    const file = this.files.find((each) => isHooksFile(each.fileName));
    const handle = file ? moduleExport(this.m, file, 'handle') : null;
    if (!file) return null;
    if (!handle) return [];
    const { m } = this;
    if (!isOwnFunction(handle)) return [{ ...nameOfValue(handle, file), verdict: 'unknown' }];
    const args = (resolve: Value): readonly Value[] => [
      m.object('object', null, [
        ['event', eventFor(m, path, file)],
        ['resolve', resolve],
      ]),
    ];
    const evidence = probeStep(m, { handler: handle, node: file, args }, false);
    const verdict = evidence.turnsAway ? 'guard' : judgeStep(evidence);
    const isUnsure = verdict === 'open' && evidence.redirects;
    return [{ ...nameOfValue(handle, file), ...judgement(isUnsure ? 'unknown' : verdict, evidence) }];
  }

  #endpoint(
    { argument, ...door }: Door,
    handler: Value,
    file: TS.SourceFile,
    hooks: readonly ChainStep[] | null,
  ): readonly Endpoint[] {
    const { m } = this;
    const [ref] = handler.refs;
    if (!isOwnFunction(handler)) return [];
    const own = ref?.kind === 'func' ? ref.node : file;
    const steps = hooks ?? [];
    return [
      {
        framework: door.framework,
        method: door.method,
        path: door.path,
        node: nameNode(own),
        handler,
        steps,
        handling: unlessRedirecting(
          handling(m, () => probeCall(m, handler, plainCall(own, UNDEFINED, [argument(m, own)]))),
        ),
        understood: hooks !== null && steps.every((step) => step.verdict !== 'unknown'),
      },
    ];
  }
}

/** A report stands on the name of the function, or on that of what holds it. */
function nameNode(node: TS.Node): TS.Node {
  if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : node;
}
