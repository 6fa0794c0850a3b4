import { knownOptions } from '../define/options.js';
import { isForBreachList } from '../define/breach-lists.js';
import { evidenceRule, playsPart, type CallRecord, type Evidence, type EvidenceView } from '../define/evidence-rule.js';
import { handedPasswords } from '../define/handed-passwords.js';
import { isGenerated } from '../define/generated.js';
import { isAbsent, numberAt, partOf } from '../define/parts.js';
import { isWithin } from '../define/places.js';
import { isTestFile } from '../define/secrets.js';
import { isClientData, isPassword } from '../define/sources.js';

interface Minimums {
  readonly bcryptCost: number;
  readonly pbkdf2: { readonly sha1: number; readonly sha256: number; readonly sha512: number };
  readonly scryptCost: number;
  readonly argon2MemoryKiB: number;
  readonly saltBytes: number;
}

/**
 * The minimums of the OWASP Password Storage Cheat Sheet: bcrypt 10; PBKDF2 with HMAC of SHA-1 1 300 000, of SHA-256
 * 600 000, of SHA-512 210 000; scrypt N=2^17 with r=8 and p=1; Argon2id 19 MiB with t=2 and p=1. Salts of 16 bytes are
 * what NIST SP 800-132 (5.1) asks for.
 */
const MINIMUMS: Minimums = {
  bcryptCost: 10,
  pbkdf2: { sha1: 1_300_000, sha256: 600_000, sha512: 210_000 },
  scryptCost: 131_072,
  argon2MemoryKiB: 19_456,
  saltBytes: 16,
};

/** The same sheet: more rounds make up for less memory. Argon2: KiB by rounds; scrypt: rounds by the power of two of N. */
const ARGON2_MEMORY: readonly number[] = [47_104, 19_456, 12_288, 9216, 7168];
const SCRYPT_ROUNDS: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 2],
  [4, 3],
  [8, 5],
  [16, 10],
];

function minimumsOf([first]: readonly unknown[]): Minimums {
  const given = (first ?? {}) as Partial<Minimums>;
  return { ...MINIMUMS, ...given, pbkdf2: { ...MINIMUMS.pbkdf2, ...given.pbkdf2 } };
}

const SLOW = 'Use Argon2id, scrypt or bcrypt with current parameters.';

/** Digests that only bring two texts to one length before they are compared in constant time: nothing of them is kept. */
function equalizers({ comparisons }: EvidenceView): readonly Evidence['at'][] {
  return comparisons.flatMap(({ how, left, right }) => {
    if (how !== 'constant-time') return [];
    const [a = [], b = []] = [left, right].map(({ labels }) =>
      labels.flatMap(({ source }) => (source.kind === 'hash.digest' ? [source.node] : [])),
    );
    return a.length > 0 && b.length > 0 ? [...a, ...b] : [];
  });
}

/** A password of a client in a hash that is made to be fast, unless what comes out goes on into a slow one. */
function fast(view: EvidenceView): readonly Evidence[] {
  const prehashes = view.hits('slow-hash').map(({ label }) => label.source.node);
  const equalized = equalizers(view);
  return view.findings('fast-hash').flatMap(({ hit, at }) => {
    const { source } = hit.label;
    if (!isClientData(source.kind) || !isPassword(source.text)) return [];
    if (prehashes.some((node) => isWithin(hit.node, node))) return [];
    if (equalized.some((node) => isWithin(hit.node, node))) return [];
    if (isForBreachList(hit.node, view.allCalls('http.request'))) return [];
    return [
      {
        at,
        message: `The password \`${source.text}\` (${view.place(source.node)}) goes into a fast hash, of which anybody can try billions a second. ${SLOW}`,
      },
    ];
  });
}

/** The same where no request is seen to bring the password: the rest of the program is elsewhere. */
function handed(view: EvidenceView): readonly Evidence[] {
  if (isTestFile(view.file) || view.hits('slow-hash').length > 0) return [];
  if (KDFS.some((role) => view.calls(role).length > 0)) return [];
  return handedPasswords(view.callsTo('fast-hash'), view.isImported)
    .filter((each) => !isForBreachList(each, view.allCalls('http.request')))
    .map((at) => ({
      at,
      message: `The password \`${at.getText()}\` goes into a fast hash, of which anybody can try billions a second. ${SLOW}`,
    }));
}

function weak(record: CallRecord, minimums: Minimums): string | null {
  const { name } = record.entity;
  const cost = numberAt(record, 'cost');
  if (playsPart(record, 'password.bcrypt') && cost !== null && cost < minimums.bcryptCost)
    return `\`${name}\` with a cost of ${String(cost)} is too fast. Use at least ${String(minimums.bcryptCost)} (OWASP Password Storage Cheat Sheet).`;
  if (playsPart(record, 'crypto.pbkdf2')) return weakPbkdf2(record, minimums);
  if (playsPart(record, 'crypto.scrypt')) return weakScrypt(record, minimums);
  return playsPart(record, 'password.argon2') ? weakArgon2(record, minimums) : null;
}

function weakPbkdf2(record: CallRecord, { pbkdf2 }: Minimums): string | null {
  // What is not given is the default of the library, where its model names one.
  const usual = record.call.spec?.roles?.find(({ role }) => role === 'crypto.pbkdf2')?.defaults;
  const iterations = numberAt(record, 'iterations') ?? (isAbsent(record, 'iterations') ? usual?.['iterations'] : null);
  const digest = partOf(record, 'digest');
  if (typeof iterations !== 'number') return null;
  const given = digest.state === 'known' ? digest.values : isAbsent(record, 'digest') ? [usual?.['digest'] ?? ''] : [];
  const names = given.map((each) => String(each).toLowerCase().replace('-', ''));
  const [name = ''] = names;
  const least =
    name === 'sha1' ? pbkdf2.sha1 : name === 'sha256' ? pbkdf2.sha256 : Math.min(pbkdf2.sha512, pbkdf2.sha256);
  if (iterations >= least) return null;
  return `\`${record.entity.name}\` with ${String(iterations)} iterations is too fast. Use at least ${String(least)}${name === '' ? '' : ` with ${name}`} (OWASP Password Storage Cheat Sheet).`;
}

function weakScrypt(record: CallRecord, { scryptCost }: Minimums): string | null {
  const pick = (short: string, long: string): number | null => numberAt(record, short) ?? numberAt(record, long);
  const n = pick('n', 'cost');
  if (n === null) return null;
  const p = pick('p', 'parallelization') ?? (isAbsent(record, 'p') && isAbsent(record, 'parallelization') ? 1 : null);
  const r = pick('r', 'blockSize') ?? 8;
  if (p === null) return null;
  const enough = r >= 8 && SCRYPT_ROUNDS.some(([factor, rounds]) => n * factor >= scryptCost && p >= rounds);
  return enough
    ? null
    : `\`${record.entity.name}\` with N=${String(n)}, r=${String(r)} and p=${String(p)} is too cheap. Use at least N=${String(scryptCost)}, r=8 and p=1 (OWASP Password Storage Cheat Sheet).`;
}

function weakArgon2(record: CallRecord, minimums: Minimums): string | null {
  const memory = numberAt(record, 'memory');
  // What is not given is the default of the library: since 0.30 64 MiB and three rounds, which is above the minimum.
  const time = numberAt(record, 'time') ?? (isAbsent(record, 'time') ? 3 : null);
  return memory === null || time === null ? cheapDefault(record, minimums) : tooCheap(record, memory, time, minimums);
}

function tooCheap(record: CallRecord, memory: number, time: number, { argon2MemoryKiB }: Minimums): string | null {
  const usual = ARGON2_MEMORY[Math.min(Math.max(time, 1), ARGON2_MEMORY.length) - 1] ?? argon2MemoryKiB;
  const least = Math.ceil((usual * argon2MemoryKiB) / MINIMUMS.argon2MemoryKiB);
  return memory >= least
    ? null
    : `\`${record.entity.name}\` with ${String(memory)} KiB of memory and ${String(time)} rounds is too cheap. Use at least ${String(argon2MemoryKiB)} KiB with two rounds (OWASP Password Storage Cheat Sheet).`;
}

/** What an old version of a library takes when it is told nothing. */
function cheapDefault(record: CallRecord, minimums: Minimums): string | null {
  const role = record.call.spec?.roles?.find((each) => each.role === 'password.cheap-default');
  const memory = role?.defaults?.['memory'];
  const time = numberAt(record, 'time') ?? (isAbsent(record, 'time') ? role?.defaults?.['time'] : null);
  if (typeof memory !== 'number' || typeof time !== 'number') return null;
  const message = tooCheap(record, memory, time, minimums);
  return message === null ? null : `${message} That is the default of the version in use.`;
}

/** A secret of the application itself, out of its settings: no user chose it, and guesses at it meet no dictionary. */
function isSetting({ call }: CallRecord): boolean {
  const labels = call.args[0]?.labels ?? [];
  return labels.length > 0 && labels.every(({ source }) => source.kind.startsWith('process.'));
}

const KDFS = ['password.bcrypt', 'password.argon2', 'crypto.pbkdf2', 'crypto.scrypt'];

function parameters(view: EvidenceView): readonly Evidence[] {
  // Tests hash invented passwords, and quickly on purpose.
  if (isTestFile(view.file)) return [];
  const minimums = minimumsOf(view.options);
  const generators = view.allCalls('random.strong');
  const records = KDFS.flatMap((role) => view.calls(role));
  // A key that a service draws itself cannot be guessed, however fast the hash is.
  const keys = new Set(records.filter((each) => isGenerated(each, 0, generators)).map(({ call }) => call.node));
  const settings = new Set(records.filter(isSetting).map(({ call }) => call.node));
  for (const { call } of records)
    if (call.args[0]?.labels.some(({ source }) => isClientData(source.kind)) === true) settings.delete(call.node);
  return records.flatMap((record) => {
    if (keys.has(record.call.node) || settings.has(record.call.node)) return [];
    const message = weak(record, minimums);
    return message === null ? [] : [{ at: record.call.node, message }];
  });
}

/** Salts that are the same for everybody, that a client knows, or that are short. */
function salts(view: EvidenceView): readonly Evidence[] {
  // Where a password gets to the hash; the place in this file where the hash stands in another one.
  const passwords = new Map(
    view
      .findings('slow-hash')
      .filter(({ hit }) => isClientData(hit.label.source.kind) && isPassword(hit.label.source.text))
      .map(({ hit, at }) => [hit.call, at]),
  );
  const { saltBytes } = minimumsOf(view.options);
  const chosen = view.findings('salt').flatMap(({ hit, at }): readonly Evidence[] => {
    const { source } = hit.label;
    if (isClientData(source.kind) && passwords.has(hit.call))
      return [
        {
          at,
          message: `The salt of \`${hit.callee}\` comes from \`${source.text}\` (${view.place(source.node)}), so it can be computed beforehand. Draw ${String(saltBytes)} random bytes for each password, and store them beside the hash.`,
        },
      ];
    if (source.kind !== 'random.bytes') return [];
    const drawn = view.calls('random.strong').find(({ call }) => call.node === source.node);
    const size = drawn ? numberAt(drawn, 'size') : null;
    return size !== null && size < saltBytes
      ? [
          {
            at,
            message: `The salt of \`${hit.callee}\` has ${String(size)} bytes. Draw ${String(saltBytes)} random bytes for each password (NIST SP 800-132).`,
          },
        ]
      : [];
  });
  const constant = ['crypto.pbkdf2', 'crypto.scrypt', 'password.argon2']
    .flatMap((role) => view.allCalls(role))
    .flatMap((record) => {
      const { node } = record.call;
      const at = passwords.get(node);
      if (at === undefined || partOf(record, 'salt').state !== 'known') return [];
      const isOwn = node.getSourceFile() === at.getSourceFile();
      return [
        {
          at: isOwn ? node : at,
          message: `\`${record.entity.name}\`${isOwn ? '' : ` (${view.place(node)})`} hashes every password with the same salt. Draw ${String(saltBytes)} random bytes for each password, and store them beside the hash.`,
        },
      ];
    });
  return [...chosen, ...constant];
}

const count = (description: string) => ({ type: 'integer' as const, minimum: 1, description });

export default evidenceRule({
  info: {
    name: 'no-weak-password-hash',
    description: 'Disallow passwords in fast hashes, and cheap parameters of slow ones',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/storing-passwords', 'api2/salting', 'api2/adaptive-hashing', 'api2/password-migration'],
    cwe: [916, 759, 760],
  },
  schema: knownOptions({
    bcryptCost: count('The least cost of bcrypt.'),
    pbkdf2: {
      type: 'object',
      description: 'The least iterations of PBKDF2 by digest.',
      properties: { sha1: count('SHA-1'), sha256: count('SHA-256'), sha512: count('SHA-512') },
      additionalProperties: false,
    },
    scryptCost: count('The least N of scrypt with p=1.'),
    argon2MemoryKiB: count('The least memory of Argon2 with two rounds, in KiB.'),
    saltBytes: count('The least bytes of a salt.'),
  }),
  defaultOptions: [MINIMUMS],
  find: (view) => [...fast(view), ...handed(view), ...parameters(view), ...salts(view)],
});
