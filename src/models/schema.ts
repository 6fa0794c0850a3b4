/** The form of a model: plain data about one library. Code that data cannot express stands beside it as natives. */
import type { MemberSpec, Native, TypeSpec } from '../flow/semantics.js';

export interface LibraryModel {
  /** The specifiers under which it is imported, in canonical form (`node:fs`). */
  readonly packages: readonly string[];
  /** What can be imported by name; `default` for the default export, `=` for what the module itself is when called. */
  readonly exports?: Readonly<Record<string, MemberSpec>>;
  readonly types?: Readonly<Record<string, TypeSpec>>;
  /** Globals of the platform. */
  readonly globals?: Readonly<Record<string, MemberSpec>>;
}

/** Code of a model, by the names that its data uses. */
export type Natives = Readonly<Record<string, Native>>;

export type {
  CallSpec,
  MemberSpec,
  TypeSpec,
  SinkSpec,
  GuardSpec,
  CallbackSpec,
  SourceSpec,
  RoleSpec,
} from '../flow/semantics.js';
