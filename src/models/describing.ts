/** Which packages declare types with a member of some name: the checker is asked only when the program has one of them. */
import { packageOf } from '../lang/specifiers.js';
import type { LibraryModel } from './schema.js';

function ownPackages(model: LibraryModel): Set<string> {
  const declared = Object.values(model.types ?? {}).flatMap((type) => type.declared ?? []);
  return new Set([...model.packages.map(packageOf), ...declared.map((each) => each.slice(0, each.indexOf('#')))]);
}

/** The modules whose types a model's types extend: `koa:Context` has the members of `koa`. */
function basesOf(model: LibraryModel): readonly string[] {
  return Object.values(model.types ?? {})
    .flatMap((type) => (type.extends ?? '').split(','))
    .flatMap((each) => (each.includes(':') ? [each.trim().slice(0, each.trim().lastIndexOf(':'))] : []));
}

/** Returns for each name of a member the packages of the models that describe one, one set for each model. */
export function describing(models: readonly LibraryModel[]): ReadonlyMap<string, readonly ReadonlySet<string>[]> {
  const owners = new Map(models.map((model) => [model, ownPackages(model)]));
  const heirs = models.flatMap((heir) =>
    basesOf(heir).flatMap((base) =>
      models.filter(({ packages }) => packages.includes(base)).map((of) => ({ heir, of })),
    ),
  );
  // What a type has that it inherits belongs to the heir's packages, too, also through a base in between.
  for (let rounds = 0; rounds < 3; rounds++)
    for (const { heir, of } of heirs) for (const each of owners.get(heir) ?? []) owners.get(of)?.add(each);
  const found = new Map<string, ReadonlySet<string>[]>();
  for (const [model, packages] of owners) {
    const names = new Set(Object.values(model.types ?? {}).flatMap((type) => Object.keys(type.members ?? {})));
    for (const name of names) found.set(name, [...(found.get(name) ?? []), packages]);
  }
  return found;
}
