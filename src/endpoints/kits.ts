/** Endpoints of frameworks for whole sites: SvelteKit behind its `handle` hook, Remix and React Router. */
import { getProperty } from '../flow/access.js';
import { plainCall } from '../flow/calls.js';
import { exportNames, moduleExport } from '../flow/imports.js';
import type { Machine } from '../flow/machine.js';
import { UNDEFINED, type Value } from '../flow/value.js';
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
import { judgement, Verdicts } from './steps.js';
import type { ChainStep, Endpoint, Handling } from './types.js';

interface Door {
  readonly framework: string;
  readonly method: string;
  readonly path: string | null;
  readonly argument: (m: Machine, node: TS.Node) => Value;
}

/** A handler that may send its caller to another page may do so with strangers: what decides about it is not known. */
function unlessRedirecting(base: () => Handling): () => Handling {
  return () => {
    const known = base();
    return known.own === 'open' && known.shown?.roles.has('answer.redirect') === true
      ? { ...known, own: 'unknown' }
      : known;
  };
}

export class KitsReader {
  readonly #verdicts = new Verdicts();

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {}

  endpoints(): readonly Endpoint[] {
    const hooks = this.#hooks();
    return this.files.flatMap((file) =>
      exportNames(this.m, file).flatMap((name) => {
        const value = moduleExport(this.m, file, name);
        if (!value) return [];
        if (name === 'actions') return this.#actions(file, value, hooks);
        const kit = kitEndpoint(file.fileName, name);
        if (kit) return this.#endpoint({ ...kit, framework: 'sveltekit', argument: requestEvent }, value, file, hooks);
        const route = routeModule(file, name);
        return route ? this.#endpoint({ ...route, framework: 'remix', argument: routeArguments }, value, file, []) : [];
      }),
    );
  }

  #actions(file: TS.SourceFile, actions: Value, hooks: readonly ChainStep[] | null): readonly Endpoint[] {
    const table = objectOf(actions);
    return [...(table?.cells.keys() ?? [])].flatMap((name) => {
      const value = getProperty(this.m, actions, name, file);
      const [ref] = value.refs;
      const kit = ref?.kind === 'func' ? kitAction(file.fileName, ref.node) : null;
      return kit ? this.#endpoint({ ...kit, framework: 'sveltekit', argument: requestEvent }, value, file, hooks) : [];
    });
  }

  /** The hook before every request; null when no file of that name is in sight, which does not say that there is none. */
  #hooks(): readonly ChainStep[] | null {
    const file = this.files.find((each) => isHooksFile(each.fileName));
    const handle = file ? moduleExport(this.m, file, 'handle') : null;
    if (!file) return null;
    if (!handle) return [];
    const { m } = this;
    const judged = this.#verdicts.of(handle, () => {
      const evidence = probeStep(
        m,
        {
          handler: handle,
          node: file,
          args: (resolve) => [
            m.object('object', null, [
              ['event', requestEvent(m, file)],
              ['resolve', resolve],
            ]),
          ],
        },
        false,
      );
      const redirects = evidence.roles.has('answer.redirect');
      const verdict = judgeStep(evidence);
      return judgement(verdict === 'open' && redirects ? 'unknown' : verdict, evidence);
    });
    return [{ ...nameOfValue(handle, file), ...judged }];
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
