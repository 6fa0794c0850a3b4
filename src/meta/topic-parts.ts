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
