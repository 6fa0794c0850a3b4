import type { AST } from '@eslint-community/regexpp';

/** The flags that change what a pattern matches (`g` and `d` change only how a match is reported). */
export interface MatchFlags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly unicode: boolean;
  readonly unicodeSets: boolean;
  readonly sticky: boolean;
}

/** Reads the flags of a RegExp. Returns null when a flag is unknown, repeated, or `u` and `v` stand together. */
export function readFlags(flags: string): MatchFlags | null {
  if (!/^[dgimsuvy]*$/.test(flags) || new Set(flags).size !== flags.length) return null;
  if (flags.includes('u') && flags.includes('v')) return null;
  return {
    ignoreCase: flags.includes('i'),
    dotAll: flags.includes('s'),
    multiline: flags.includes('m'),
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
    sticky: flags.includes('y'),
  };
}

/** The flags inside a group with modifiers such as `(?i-m:...)` (ECMAScript 2025). */
export function modifiedFlags(flags: MatchFlags, modifiers: AST.Modifiers | null): MatchFlags {
  if (modifiers === null) return flags;
  const { add, remove } = modifiers;
  const modified = (name: 'ignoreCase' | 'dotAll' | 'multiline'): boolean =>
    (flags[name] || add[name]) && remove?.[name] !== true;
  return { ...flags, ignoreCase: modified('ignoreCase'), dotAll: modified('dotAll'), multiline: modified('multiline') };
}
