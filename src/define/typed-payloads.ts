/** What the declared type of a payload says of the claims that it has. */
import { variablesAround } from '../lang/branches.js';
import { ts, type TS } from '../lang/ts.js';

/** Returns whether all that a type declares is known, and a property of this name is not among it. */
export type DeclaresNo = (type: TS.TypeNode, name: string) => boolean;

/** The annotation of the parameter or variable that a name stands for. */
function annotationOf(name: TS.Identifier): TS.TypeNode | null {
  for (let each: TS.Node = name; !ts.isSourceFile(each); each = each.parent) {
    if (!ts.isFunctionLike(each)) continue;
    for (const parameter of each.parameters)
      if (ts.isIdentifier(parameter.name) && parameter.name.text === name.text) return parameter.type ?? null;
  }
  const declared = variablesAround(name).find((each) => ts.isIdentifier(each.name) && each.name.text === name.text);
  return declared?.type ?? null;
}

/** Returns whether a payload is declared, as a whole, to be without a claim: `sign(session, key)` with `session: Session`. */
export function isTypedWithout(payload: TS.Node | undefined, claim: string, declaresNo: DeclaresNo): boolean {
  if (payload === undefined) return false;
  if (ts.isIdentifier(payload)) {
    const type = annotationOf(payload);
    return type !== null && declaresNo(type, claim);
  }
  return (
    ts.isObjectLiteralExpression(payload) &&
    payload.properties.every((each) =>
      ts.isSpreadAssignment(each)
        ? isTypedWithout(each.expression, claim, declaresNo)
        : !ts.isComputedPropertyName(each.name) && each.name.getText() !== claim,
    )
  );
}
