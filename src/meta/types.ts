import type { TopicId } from './topics.js';

/** The ten categories of the OWASP API Security Top Ten 2023 (https://owasp.org/API-Security/editions/2023/en/0x11-t10/). */
export type OwaspCategory = 'API1' | 'API2' | 'API3' | 'API4' | 'API5' | 'API6' | 'API7' | 'API8' | 'API9' | 'API10';

/** The smallest preset that holds a rule; each preset contains the ones before it. */
export type Preset = 'recommended' | 'strict' | 'all';

/** What a rule asks: data flow, the endpoint tree, misuse of a known API, or plain code. */
export type RuleKind = 'flow' | 'endpoint' | 'misuse' | 'code';

/** What a rule claims about itself. Presets, indexes, tables and doc heads are computed from it; it holds no behaviour. */
export interface RuleInfo {
  /** The rule's id without the plugin prefix: the name of its file, its test and its page. */
  readonly name: string;
  /** One sentence without a full stop, beginning with "Disallow" or "Require". */
  readonly description: string;
  readonly kind: RuleKind;
  readonly preset: Preset;
  readonly owasp: OwaspCategory;
  /** Curriculum topics that the rule covers, the nearest first. */
  readonly topics: readonly TopicId[];
  /** CWE numbers, the nearest first (https://cwe.mitre.org/). */
  readonly cwe: readonly number[];
  /** Options in `recommended`, for a rule whose own defaults report more than is almost always a flaw. */
  readonly inRecommended?: Readonly<Record<string, string | number | boolean>>;
}
