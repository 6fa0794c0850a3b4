/** Replacements that are meant to make a text harmless and leave some of what does harm. */
import { alternatives } from '../lang/regex/written-out.js';
import type { TextCheck } from './text-rule.js';

/** Characters and markers that end a literal, a tag, a line or a folder somewhere: their first occurrence is never the only one. */
const MARKER = /^(?:[<>"'`\\]|\r?\n|\r|\.\.[\\/]?|--|<\/?script>?)$/i;
/** The same in the text of a pattern, also as a class of such characters, or everything but a class. */
const MARKER_PATTERN =
  /^(?:\\?[<>"'`]|\\\\|\\[rn]|(?:\\r\??)?\\n|\[\^(?:[^\]\\]|\\.)+\]\+?|\[(?=(?:[^\]\\]|\\.)*(?:[<>"'`]|\\[rn]))(?:[^\]\\]|\\.)+\]|\\\.\\\.(?:\\?\/|\[[\\/]+\])?)$/;
/** Markers of several characters that a text can hide one in the other: `....//`, `<scr<script>ipt>`. */
const NESTABLE =
  /^(?:\(?(?:\\\.\\\.|\.\.)|\(?<[^>[\]]*[a-z]|--|(?:union|select|insert|update|delete|drop|exec|script|javascript|onerror|onload|iframe)\b)/i;

function isOnce({ method, regex }: TextCheck): boolean {
  return method === 'replace' && !(regex?.flags.includes('g') ?? false);
}

/** Returns what a replacement leaves of what it is there to take; null when it is no sanitizer or does its work. */
export function sanitizerFault(check: TextCheck): string | null {
  const { text, regex, into, method } = check;
  if (!method.startsWith('replace') || check.repeated || into === null) return null;
  if (isOnce(check)) {
    const marks = text === null ? MARKER_PATTERN.test(regex?.pattern ?? '') : MARKER.test(text);
    return marks ? 'only the first occurrence is replaced, every other one stays' : null;
  }
  if (into !== '') return null;
  const markers = text === null ? alternatives(regex?.pattern ?? '') : [text];
  return markers.some((each) => each.length > 1 && NESTABLE.test(each))
    ? 'what is left of a marker inside a marker is a marker again'
    : null;
}
