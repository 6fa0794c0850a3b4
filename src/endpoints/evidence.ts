/** What running a function on a request shows. */
import type { Call } from '../flow/refs.js';
import type { Entity } from '../flow/semantics.js';
import type { Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import type { Access, Looked } from './accesses.js';
import type { SetCookie } from './cookies.js';
import type { Effect } from './effects.js';

/** A call of a library thing that plays some part, as it was seen. */
export interface SeenCall {
  readonly entity: Entity;
  readonly call: Call;
  /** The calls that were under way, the outermost first. */
  readonly stack: readonly TS.Node[];
  /** What is read of a store, when it is a key of it. */
  readonly access: Access | null;
  /** The fields that a look into the store asks for. */
  readonly asked: readonly string[];
  /** What a look into the store is about; null for other calls. */
  readonly looks: Looked | null;
  /** It stores what nobody is: the fields of the thing are known, and none tells who somebody is. */
  readonly storesNobody: boolean;
}

/** Where something was compared. */
export interface Check {
  readonly call: { readonly node: TS.Node };
  /** The calls that were under way, the outermost first. */
  readonly stack: readonly TS.Node[];
}

/** What a run has shown. */
export interface Evidence {
  /** On some path the request is turned away. */
  readonly denies: boolean;
  /** The request is let pass on some path. */
  readonly passes: boolean;
  /** It is let pass although it has been turned away, or may have been. */
  readonly passesDenied: boolean;
  /** On every path on which it is let pass, credentials have been verified. */
  readonly verified: boolean;
  /** Credentials have been verified on some path on which the function ends. */
  readonly verifiedEnd: boolean;
  /** The roles that called library functions play: `auth.issue`, `auth.password`. */
  readonly roles: ReadonlySet<string>;
  /** It calls something of a library: it is not a constant. */
  readonly acts: boolean;
  /** It runs a statement that changes what a database holds. */
  readonly changes: boolean;
  /** What it changes, beyond bookkeeping: see effects.ts. */
  readonly effects: readonly Effect[];
  /** What it returned, as far as a path came back. */
  readonly answers: readonly Value[];
  /** It turns away who lacks a role: the denial depends on a comparison of something known with a word or list. */
  readonly asksRole: boolean;
  /** It answers whether somebody has a role: `return user.isAdmin`. That turns away where the answer decides. */
  readonly answersRole: boolean;
  /** It compares something that the service knows of the caller with a word, whatever follows: what it shows depends on a role. */
  readonly seesByRole: boolean;
  /** On some path the owner of a stored thing has been compared with something that the service knows. */
  readonly owned: boolean;
  /** The calls that play a part. */
  readonly calls: readonly SeenCall[];
  /** Comparisons of a password of the request, or of what is derived from one, that no library makes. */
  readonly checks: readonly Check[];
  /** It does too much to be run to its end: what has not been seen may yet be there. */
  readonly exhausted: boolean;
  /** What is read of the request by name, and of the session: `http.headers origin`, `session `. */
  readonly reads: ReadonlySet<string>;
  /** The cookies that are set. */
  readonly cookies: readonly SetCookie[];
  /** It sends its caller to another page before it has changed anything. */
  readonly redirects: boolean;
  /** The same after a look at cookies, the session or the credentials of the request. */
  readonly turnsAway: boolean;
  /** It answers otherwise than by turning the request away. */
  readonly replies: boolean;
  /** Methods of the request or of what answers it that are called, and of which nothing is known: others have put them there. */
  readonly strange: ReadonlySet<string>;
  /** Where data of the request is held against a schema. */
  readonly validations: readonly TS.Node[];
}
