/** Tokens that are taken apart by hand: `JSON.parse(atob(token.split('.')[1]))` (RFC 7519, 7.2). */
import { ts, type TS } from '../../lang/ts.js';

const MAX_DEPTH = 4;
/** The middle one of parts between dots: by its number, or in a pattern. */
const SPLIT = /\.split\(\s*['"`]\.['"`]\s*\)/;
const BASE64 = /['"`]base64(?:url)?['"`]|\batob\(|\bbase64url\b|\bb64\w*\(/i;
/** Whoever computes a signature in the same function may compare it there. */
const VERIFIES = /createHmac|createVerify|timingSafeEqual|subtle\.verify|\bjwtVerify\b|\bverify\w*\(/;

function functionAround(node: TS.Node): TS.Node {
  let at = node;
  while (!ts.isSourceFile(at.parent) && !ts.isFunctionLike(at)) at = at.parent;
  return at;
}

/** The text of an expression, and of what the variables in it were declared with, in the same function. */
function textBehind(node: TS.Node, around: TS.Node, depth = 0): string {
  let text = node.getText();
  if (depth >= MAX_DEPTH) return text;
  const names = new Set<string>();
  const collect = (each: TS.Node): void => {
    if (ts.isIdentifier(each) && !(ts.isPropertyAccessExpression(each.parent) && each.parent.name === each))
      names.add(each.text);
    ts.forEachChild(each, collect);
  };
  collect(node);
  const declared = (each: TS.Node): void => {
    if (ts.isVariableDeclaration(each) && each.initializer && !(each.pos <= node.pos && node.end <= each.end)) {
      const bound = ts.isIdentifier(each.name)
        ? [each.name.text]
        : each.name.elements.flatMap((element) =>
            ts.isBindingElement(element) && ts.isIdentifier(element.name) ? [element.name.text] : [],
          );
      if (bound.some((name) => names.has(name))) text += ` ${textBehind(each.initializer, around, depth + 1)}`;
    }
    ts.forEachChild(each, declared);
  };
  declared(around);
  return text;
}

/** True when what is parsed is the decoded middle part of a token, and nothing near it computes the signature. */
export function isTokenPart(node: TS.Expression | undefined): boolean {
  if (!node || node.pos < 0) return false;
  const around = functionAround(node);
  if (VERIFIES.test(around.getText())) return false;
  const text = textBehind(node, around);
  return SPLIT.test(text) && BASE64.test(text);
}
