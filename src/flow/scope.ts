/** Scopes: which name means which place. Places are numbers; their contents live in the store. */
import type { TS } from '../lang/ts.js';
import type { ClassRef, FuncRef } from './refs.js';

/** A name that an import brings in: resolved when it is read, because modules may be circular. */
export interface ImportBinding {
  readonly specifier: TS.Expression;
  /** The exported name; `*` for the namespace, `=` for `import x = require()`. */
  readonly name: string;
}

export type Binding = number | ImportBinding;

export class Scope {
  readonly names = new Map<string, Binding>();
  /** Places that are never assigned again after their declaration. */
  readonly constants = new Set<number>();

  constructor(
    readonly parent: Scope | null,
    readonly file: TS.SourceFile,
    /** The function whose activation this scope belongs to; null at module level. */
    readonly fn: FuncRef | null,
    readonly kind: 'module' | 'function' | 'block' | 'class',
    readonly home: ClassRef | null = parent?.home ?? null,
  ) {}

  find(name: string): Binding | undefined {
    const own = this.names.get(name);
    if (own !== undefined) return own;
    for (let scope = this.parent; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  /** Returns the scope that `var` declarations of this one go to. */
  varScope(): Scope {
    if (this.parent === null || this.kind === 'function' || this.kind === 'module') return this;
    let scope = this.parent;
    while (scope.parent !== null && scope.kind !== 'function' && scope.kind !== 'module') scope = scope.parent;
    return scope;
  }

  atModuleLevel(): boolean {
    return this.fn === null;
  }
}
