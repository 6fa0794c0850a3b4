/**
 * Forms: what a value may be at run time, as a set of bits. A label's form says what the attacker's part may be; a sink
 * names the forms that it fears.
 */
export const Form = {
  String: 1,
  Number: 2,
  Boolean: 4,
  BigInt: 8,
  /** null or undefined. */
  Nullish: 16,
  /** An object of the attacker's shape: any keys, any values. */
  Object: 32,
  Array: 64,
  Function: 128,
} as const;

export const ANY_FORM = 255;
/** What JSON can carry. */
export const JSON_FORM = Form.String | Form.Number | Form.Boolean | Form.Nullish | Form.Object | Form.Array;
export const STRUCTURED = Form.Object | Form.Array;

/** Returns the form of a constant. */
export function formOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return Form.String;
    case 'number':
      return Form.Number;
    case 'boolean':
      return Form.Boolean;
    case 'bigint':
      return Form.BigInt;
    case 'undefined':
      return Form.Nullish;
    default:
      return value === null ? Form.Nullish : Form.Object;
  }
}

/** Returns the form that a `typeof` answer names; null for an answer that `typeof` never gives. */
export function formOfTypeof(word: string): number | null {
  switch (word) {
    case 'string':
      return Form.String;
    case 'number':
      return Form.Number;
    case 'boolean':
      return Form.Boolean;
    case 'bigint':
      return Form.BigInt;
    case 'undefined':
      return Form.Nullish;
    case 'object':
      return Form.Object | Form.Array | Form.Nullish;
    case 'function':
      return Form.Function;
    default:
      return null;
  }
}
