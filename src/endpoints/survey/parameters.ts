/** Parameters of handlers that a decorator gives a part of the request. */
import { decoratorsOf } from '../../flow/decorators.js';
import type { Machine } from '../../flow/machine.js';
import type { FunctionNode } from '../../flow/refs.js';
import { soleText } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { inputPlaceOf, type InputPlace } from './sightings.js';

/** One declared part of a request. */
export interface DeclaredInput {
  readonly in: InputPlace;
  /** Null for the whole part. */
  readonly name: string | null;
  /** The parameter of the handler: its type may say more. */
  readonly node: TS.ParameterDeclaration;
  readonly required: boolean;
}

/** Returns the parts of the request that decorators name: `@Param('id')`, `@Body()`. */
export function declaredInputs(m: Machine, handler: FunctionNode): readonly DeclaredInput[] {
  return handler.parameters.flatMap((node) =>
    decoratorsOf(m, node).flatMap((use) => {
      const kind = use.lib?.entity.spec.decorates?.source?.kind;
      const place = kind === undefined ? null : inputPlaceOf(kind);
      if (place === null) return [];
      const [first] = use.args;
      const name = first?.refs.length === 0 ? soleText(first) : null;
      const required = !node.questionToken && !node.initializer && !allowsUndefined(node.type);
      return [{ in: place, name, node, required }];
    }),
  );
}

function allowsUndefined(type: TS.TypeNode | undefined): boolean {
  const options = type && ts.isUnionTypeNode(type) ? type.types : [];
  return options.some((each) => each.kind === ts.SyntaxKind.UndefinedKeyword);
}
