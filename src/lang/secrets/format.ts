/** How sure and how grave a find is: a mild one is a test key, a local default, or an identifier beside a secret. */
export type Strength = 'secret' | 'mild';

/** The form in which a provider hands out keys. */
export interface SecretFormat {
  readonly provider: string;
  /** What the key is, after an article: "personal access token". */
  readonly what: string;
  /** A text that stands in every key; looked for first because that is cheap. Null when there is none. */
  readonly hint: string | null;
  /** The key; its random part is the group `body`. Finds are not to be parts of longer words. */
  readonly pattern: RegExp;
  readonly strength?: Strength;
  /** What else has to hold of the random part: a checksum, a decoded form. */
  readonly check?: (body: string, whole: string) => boolean;
}

/** The pattern of a key that is no part of a longer word. */
export function key(source: string): RegExp {
  return new RegExp(`(?<![\\w-])${source}(?![\\w-])`, 'g');
}
