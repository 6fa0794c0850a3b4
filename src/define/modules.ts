/** Modules that a program names as it goes, and what they can hold. */
import { ts, type TS } from '../lang/ts.js';

/** Endings of files that bundlers and Node.js read as data (https://nodejs.org/api/esm.html#json-modules). */
const DATA = /\.(?:json5?|ya?ml|mdx?|txt|css|svg)$/;

/** True for ``import(`./messages/${locale}.json`)``: what is read there is data, whatever the name. */
export function namesData(node: TS.Node): boolean {
  return (
    ts.isTemplateExpression(node) &&
    /^\.{1,2}\//.test(node.head.text) &&
    DATA.test(node.templateSpans.at(-1)?.literal.text ?? '')
  );
}
