/** A part of the curriculum: the basics, one OWASP category, zero trust, or what goes further. */
export interface TopicPart {
  readonly id: string;
  readonly title: string;
}

/** The parts of the curriculum in teaching order. */
export const topicParts = [
  { id: 'basics', title: 'Basics' },
  { id: 'api1', title: 'API1 Broken object level authorization' },
  { id: 'api2', title: 'API2 Broken authentication' },
  { id: 'api3', title: 'API3 Broken object property level authorization' },
  { id: 'api4', title: 'API4 Unrestricted resource consumption' },
  { id: 'api5', title: 'API5 Broken function level authorization' },
  { id: 'api6', title: 'API6 Unrestricted access to sensitive business flows' },
  { id: 'api7', title: 'API7 Server-side request forgery' },
  { id: 'api8', title: 'API8 Security misconfiguration' },
  { id: 'api9', title: 'API9 Improper inventory management' },
  { id: 'api10', title: 'API10 Unsafe consumption of APIs' },
  { id: 'zero-trust', title: 'Zero trust' },
  { id: 'extra', title: 'Going further' },
] as const satisfies readonly TopicPart[];

export type TopicPartId = (typeof topicParts)[number]['id'];

/** What a topic asks of this package: at least one rule, or a page that explains and links the nearest rules. */
export type TopicKind = 'rule' | 'concept';

/** One topic of the curriculum. Its page is `docs/topics/<id>.md`. */
export interface Topic {
  readonly id: `${TopicPartId}/${string}`;
  readonly part: TopicPartId;
  readonly kind: TopicKind;
  readonly title: string;
  /** What the curriculum adds to the title: the aspects, labs and cases it names. */
  readonly note?: string;
}

/** Every topic of the curriculum, in teaching order. The ids are stable: rules and links name them. */
export const topics = [
  {
    id: 'basics/security-and-risk',
    part: 'basics',
    kind: 'concept',
    title: 'Security and risk',
    note: 'threat and risk, the CIA triad, consequences of insecure software',
  },
  {
    id: 'basics/owasp-api-top-10',
    part: 'basics',
    kind: 'concept',
    title: 'The OWASP API Security Top Ten 2023',
    note: 'the map of all rules by category',
  },
  { id: 'api1/confused-deputy', part: 'api1', kind: 'rule', title: 'Confused deputy' },
  { id: 'api1/idor', part: 'api1', kind: 'rule', title: 'Insecure direct object reference', note: 'lab' },
  {
    id: 'api1/user-controlled-keys',
    part: 'api1',
    kind: 'rule',
    title: 'Authorization bypass through user-controlled keys',
    note: 'case: remote takeover of garage doors',
  },
  { id: 'api1/horizontal-authorization', part: 'api1', kind: 'rule', title: 'Horizontal authorization', note: 'lab' },
  {
    id: 'api1/file-upload',
    part: 'api1',
    kind: 'rule',
    title: 'Unrestricted file upload',
    note: 'good practices; lab',
  },
  {
    id: 'api2/authentication-basics',
    part: 'api2',
    kind: 'concept',
    title: 'Authentication basics',
    note: 'passwordless solutions',
  },
  {
    id: 'api2/multi-factor',
    part: 'api2',
    kind: 'rule',
    title: 'Multi-factor authentication',
    note: 'case: a brute-forced second factor',
  },
  { id: 'api2/totp', part: 'api2', kind: 'rule', title: 'Time-based one-time passwords' },
  {
    id: 'api2/authentication-weaknesses',
    part: 'api2',
    kind: 'rule',
    title: 'Authentication weaknesses',
    note: 'tokens not verified, never expiring, fixed sessions',
  },
  { id: 'api2/spoofing', part: 'api2', kind: 'rule', title: 'Spoofing on the web' },
  {
    id: 'api2/storing-passwords',
    part: 'api2',
    kind: 'rule',
    title: 'Storing account passwords',
    note: 'is just hashing enough?; lab',
  },
  { id: 'api2/password-in-transit', part: 'api2', kind: 'rule', title: 'Password in transit' },
  { id: 'api2/brute-force', part: 'api2', kind: 'rule', title: 'Dictionary attacks and brute forcing' },
  { id: 'api2/salting', part: 'api2', kind: 'rule', title: 'Salting' },
  { id: 'api2/adaptive-hashing', part: 'api2', kind: 'rule', title: 'Adaptive hash functions', note: 'lab' },
  {
    id: 'api2/password-cracking',
    part: 'api2',
    kind: 'concept',
    title: 'Password cracking',
    note: 'tools, cracking in Windows',
  },
  { id: 'api2/password-change', part: 'api2', kind: 'rule', title: 'Password change' },
  {
    id: 'api2/password-recovery',
    part: 'api2',
    kind: 'rule',
    title: 'Password recovery',
    note: 'issues and best practices; lab: reset weakness; cases: two account takeovers by recovery code',
  },
  { id: 'api2/anti-automation', part: 'api2', kind: 'rule', title: 'Anti-automation' },
  {
    id: 'api2/password-policy',
    part: 'api2',
    kind: 'rule',
    title: 'Password policy',
    note: 'NIST memorized secrets, hardening, passphrases',
  },
  {
    id: 'api2/password-migration',
    part: 'api2',
    kind: 'rule',
    title: 'Password database migration',
    note: 'legacy hash kept or wrapped',
  },
  { id: 'api2/null-passwords', part: 'api2', kind: 'rule', title: 'Mishandling null passwords' },
  {
    id: 'api3/information-exposure',
    part: 'api3',
    kind: 'rule',
    title: 'Information exposure',
    note: 'best practices',
  },
  {
    id: 'api3/data-aggregation',
    part: 'api3',
    kind: 'rule',
    title: 'Exposure through extracted data and aggregation',
    note: 'case: fitness-tracker exposure',
  },
  { id: 'api3/system-information', part: 'api3', kind: 'rule', title: 'Leaking system information' },
  { id: 'api3/excessive-data-exposure', part: 'api3', kind: 'rule', title: 'Excessive data exposure' },
  { id: 'api3/mass-assignment', part: 'api3', kind: 'rule', title: 'Mass assignment' },
  { id: 'api3/hardcoded-passwords', part: 'api3', kind: 'rule', title: 'Hard-coded passwords', note: 'lab' },
  { id: 'api3/secrets-management', part: 'api3', kind: 'rule', title: 'Secrets management', note: 'best practices' },
  {
    id: 'api3/secrets-in-memory',
    part: 'api3',
    kind: 'rule',
    title: 'Protecting sensitive information in memory',
    note: 'case: key theft through a dump file',
  },
  { id: 'api4/denial-of-service', part: 'api4', kind: 'rule', title: 'Denial of service', note: 'flooding' },
  { id: 'api4/resource-exhaustion', part: 'api4', kind: 'rule', title: 'Resource exhaustion' },
  {
    id: 'api4/sustained-engagement',
    part: 'api4',
    kind: 'rule',
    title: 'Sustained client engagement',
    note: 'slow clients, no time-outs',
  },
  { id: 'api4/infinite-loop', part: 'api4', kind: 'rule', title: 'Infinite loop' },
  { id: 'api4/economic-dos', part: 'api4', kind: 'rule', title: 'Economic denial of sustainability' },
  { id: 'api4/algorithmic-complexity', part: 'api4', kind: 'rule', title: 'Algorithmic complexity' },
  {
    id: 'api4/redos',
    part: 'api4',
    kind: 'rule',
    title: 'Regular expression denial of service',
    note: 'dealing with it; lab, case',
  },
  { id: 'api4/big-payloads', part: 'api4', kind: 'rule', title: 'Big payload attacks' },
  { id: 'api4/pagination', part: 'api4', kind: 'rule', title: 'Pagination attacks' },
  {
    id: 'api4/graphql',
    part: 'api4',
    kind: 'rule',
    title: 'GraphQL depth, breadth, batching and introspection',
    note: 'in the context of classic, REST and GraphQL APIs',
  },
  {
    id: 'api5/access-control',
    part: 'api5',
    kind: 'rule',
    title: 'Access control basics',
    note: 'types of access control',
  },
  { id: 'api5/missing-authorization', part: 'api5', kind: 'rule', title: 'Missing or improper authorization' },
  { id: 'api5/url-access', part: 'api5', kind: 'rule', title: 'Failure to restrict URL access' },
  {
    id: 'api5/csrf',
    part: 'api5',
    kind: 'rule',
    title: 'Cross-site request forgery',
    note: 'best practices, defense in depth; two labs',
  },
  { id: 'api6/business-flows', part: 'api6', kind: 'rule', title: 'Sensitive business flows without throttling' },
  {
    id: 'api6/threat-modelling',
    part: 'api6',
    kind: 'concept',
    title: 'Threat modelling',
    note: 'security by design, the STRIDE model',
  },
  { id: 'api6/fail-safe-defaults', part: 'api6', kind: 'rule', title: 'Fail-safe defaults' },
  { id: 'api6/complete-mediation', part: 'api6', kind: 'rule', title: 'Complete mediation' },
  {
    id: 'api6/least-privilege',
    part: 'api6',
    kind: 'rule',
    title: 'Least privilege',
    note: 'separation of privilege, least common mechanism',
  },
  {
    id: 'api6/design-principles',
    part: 'api6',
    kind: 'concept',
    title: 'Design principles',
    note: 'economy of mechanism, open design, psychological acceptability',
  },
  {
    id: 'api6/insufficient-logging',
    part: 'api6',
    kind: 'rule',
    title: 'Insufficient logging',
    note: 'logging and monitoring principles',
  },
  {
    id: 'api6/plaintext-passwords-in-logs',
    part: 'api6',
    kind: 'rule',
    title: 'Plain-text passwords in logs',
    note: 'case',
  },
  {
    id: 'api6/log-forging',
    part: 'api6',
    kind: 'rule',
    title: 'Log forging',
    note: 'web log forging, best practices; lab',
  },
  { id: 'api7/ssrf', part: 'api7', kind: 'rule', title: 'Server-side request forgery', note: 'case' },
  {
    id: 'api8/error-pages',
    part: 'api8',
    kind: 'rule',
    title: 'Information leakage via error pages',
    note: 'lab, case',
  },
  { id: 'api8/cookies', part: 'api8', kind: 'rule', title: 'Cookie security', note: 'cookie attributes' },
  {
    id: 'api8/same-origin-policy',
    part: 'api8',
    kind: 'rule',
    title: 'Same-origin policy',
    note: 'simple and preflight requests; lab',
  },
  { id: 'api8/cors', part: 'api8', kind: 'rule', title: 'Cross-origin resource sharing' },
  { id: 'api8/xml-dtd', part: 'api8', kind: 'rule', title: 'DTD and the entities', note: 'prohibiting DTD; lab' },
  { id: 'api8/entity-expansion', part: 'api8', kind: 'rule', title: 'Entity expansion' },
  {
    id: 'api8/xxe',
    part: 'api8',
    kind: 'rule',
    title: 'External entity attack',
    note: 'file inclusion and SSRF with external entities; lab, case',
  },
  {
    id: 'api9/documentation-blindspots',
    part: 'api9',
    kind: 'rule',
    title: 'Documentation blindspots',
    note: 'also served by the inventory command',
  },
  {
    id: 'api9/dataflow-blindspots',
    part: 'api9',
    kind: 'rule',
    title: 'Dataflow blindspots',
    note: 'also served by the inventory command',
  },
  {
    id: 'api9/vulnerable-components',
    part: 'api9',
    kind: 'rule',
    title: 'Vulnerable components',
    note: 'vulnerability management; lab; also served by a command',
  },
  {
    id: 'api9/untrusted-functionality',
    part: 'api9',
    kind: 'rule',
    title: 'Untrusted functionality import',
    note: 'case: a hijacked script host',
  },
  { id: 'api9/malicious-packages', part: 'api9', kind: 'rule', title: 'Malicious packages' },
  { id: 'api10/third-party-data', part: 'api10', kind: 'rule', title: 'Answers of other APIs used without validation' },
  {
    id: 'api10/input-validation',
    part: 'api10',
    kind: 'rule',
    title: 'Input validation principles',
    note: 'what and where to validate, defense in depth',
  },
  {
    id: 'api10/denylists',
    part: 'api10',
    kind: 'rule',
    title: 'Denylists and allowlists',
    note: 'case: a denylist defeated by URL parsing',
  },
  {
    id: 'api10/validate-before-transform',
    part: 'api10',
    kind: 'rule',
    title: 'When to validate',
    note: 'validation against transformation',
  },
  { id: 'api10/regex-validation', part: 'api10', kind: 'rule', title: 'Validation with regular expressions' },
  {
    id: 'api10/numbers',
    part: 'api10',
    kind: 'rule',
    title: 'Numbers',
    note: 'negative numbers, -1, -2^31, null, integer overflow, truncation',
  },
  { id: 'api10/injection-principles', part: 'api10', kind: 'concept', title: 'Injection principles' },
  {
    id: 'api10/sql-injection',
    part: 'api10',
    kind: 'rule',
    title: 'SQL injection',
    note: 'basics, content- and time-based blind, best practices, parameterized queries; labs, case',
  },
  {
    id: 'api10/nosql-injection',
    part: 'api10',
    kind: 'rule',
    title: 'NoSQL injection',
    note: 'operator injection in document stores',
  },
  { id: 'api10/code-injection', part: 'api10', kind: 'rule', title: 'Code injection' },
  {
    id: 'api10/command-injection',
    part: 'api10',
    kind: 'rule',
    title: 'OS command injection',
    note: 'best practices, the right APIs, Shellshock; labs, cases',
  },
  {
    id: 'api10/open-redirects',
    part: 'api10',
    kind: 'rule',
    title: 'Open redirects and forwards',
    note: 'best practices',
  },
  {
    id: 'api10/path-traversal',
    part: 'api10',
    kind: 'rule',
    title: 'Path traversal',
    note: 'additional challenges in Windows, canonicalization; labs; case: archive file spoofing',
  },
  {
    id: 'zero-trust/validate-all-flows',
    part: 'zero-trust',
    kind: 'rule',
    title: 'Validation across all data flows',
    note: 'in, out and third party; the inventory command gives the coverage figure',
  },
  {
    id: 'zero-trust/parameters-and-payloads',
    part: 'zero-trust',
    kind: 'rule',
    title: 'Parameters and payloads as attack vectors',
    note: 'loose and unbounded schemas',
  },
  {
    id: 'zero-trust/shift-left',
    part: 'zero-trust',
    kind: 'concept',
    title: 'Shift left',
    note: 'Spectral and schemathesis are fed by the OpenAPI output of the inventory command',
  },
  {
    id: 'extra/cryptography',
    part: 'extra',
    kind: 'rule',
    title: 'Cryptography',
    note: 'algorithms, modes, keys, randomness, timing',
  },
  { id: 'extra/code-quality', part: 'extra', kind: 'concept', title: 'Code quality' },
  { id: 'extra/robust-programming', part: 'extra', kind: 'concept', title: 'Principles of robust programming' },
] as const satisfies readonly Topic[];

export type TopicId = (typeof topics)[number]['id'];

const byId: ReadonlyMap<string, Topic> = new Map(topics.map((topic) => [topic.id, topic]));

/** Returns the topic with this id, or undefined when the curriculum has none. */
export function findTopic(id: string): Topic | undefined {
  return byId.get(id);
}
