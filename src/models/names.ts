/** Which names make a variable or a property a place of its own: what flows there is used for that. */
import type { MarkupSink } from '../flow/semantics.js';
import { isIdentityName, isShortCodeName, isUnguessableName } from '../lang/secrets/names.js';

/** Returns the kind of sink that a variable or property of this name is, or null. */
export function placeNamed(name: string): string | null {
  if (isUnguessableName(name)) return 'unguessable';
  if (isShortCodeName(name)) return 'code-name';
  return isIdentityName(name) ? 'identity' : null;
}

/** Returns the kind of sink that what a function of this name gives is, or null: `generateToken`, `newPassword`. */
export function resultNamed(name: string): string | null {
  return isUnguessableName(name) ? 'unguessable-result' : null;
}

const MARKUP: Readonly<Record<string, MarkupSink>> = {
  // https://react.dev/reference/react-dom/components/common#dangerously-setting-the-inner-html
  dangerouslySetInnerHTML: { part: '__html', spec: { kind: 'html', what: 'the markup' } },
  // https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-srcdoc
  srcDoc: { part: null, spec: { kind: 'html', what: 'the markup' } },
};

/** Returns what an attribute of an element takes for markup; null for all others. */
export function attribute(name: string): MarkupSink | null {
  return Object.hasOwn(MARKUP, name) ? (MARKUP[name] ?? null) : null;
}
