import { crc32, decodeBase64 } from './checksum.js';
import { key, type SecretFormat } from './format.js';

function decodesToObject(body: string): boolean {
  return decodeBase64(body.slice(0, body.length - (body.length % 4)))?.startsWith('{"') === true;
}

/** Grafana ends its tokens with the CRC-32 of what stands before, in hexadecimal (grafana/grafana, pkg/components/satokengen). */
function hasGrafanaChecksum(_body: string, whole: string): boolean {
  const end = whole.lastIndexOf('_');
  return whole.slice(end + 1) === crc32(whole.slice(0, end)).toString(16).padStart(8, '0');
}

const OPERATIONS: readonly SecretFormat[] = [
  // https://grafana.com/docs/grafana/latest/administration/service-accounts/
  {
    provider: 'Grafana',
    what: 'service account token',
    hint: 'glsa_',
    pattern: key('glsa_(?<body>[A-Za-z0-9]{32})_[0-9a-f]{8}'),
    check: hasGrafanaChecksum,
  },
  // https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/
  {
    provider: 'Grafana Cloud',
    what: 'access policy token',
    hint: 'glc_',
    pattern: key('glc_(?<body>eyJ[A-Za-z0-9+/]{60,400}={0,2})'),
    check: decodesToObject,
  },
  // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
  { provider: 'New Relic', what: 'user key', hint: 'NRAK-', pattern: key('NRAK-(?<body>[A-Z0-9]{27})') },
  // https://docs.sentry.io/account/auth-tokens/: organization tokens hold the organization, in base64
  {
    provider: 'Sentry',
    what: 'organization auth token',
    hint: 'sntrys_',
    pattern: key('sntrys_(?<body>eyJ[A-Za-z0-9+/]{60,600}={0,2}_[A-Za-z0-9+/]{43})'),
    check: (body) => decodesToObject(body.split('_')[0] ?? ''),
  },
  // https://posthog.com/docs/api: `phc_` is for browsers, `phx_` is not
  { provider: 'PostHog', what: 'personal API key', hint: 'phx_', pattern: key('phx_(?<body>[A-Za-z0-9]{43,48})') },
  // https://docs.doppler.com/reference/auth-token-formats
  {
    provider: 'Doppler',
    what: 'token',
    hint: 'dp.',
    pattern: key('dp\\.(?:pt|st(?:\\.[\\w-]{1,35})?|ct|sa|scim|audit)\\.(?<body>[A-Za-z0-9]{40,44})'),
  },
  // https://planetscale.com/docs/concepts/secret-scanning
  {
    provider: 'PlanetScale',
    what: 'password or token',
    hint: 'pscale_',
    pattern: key('pscale_(?:tkn|pw|oauth)_(?<body>[\\w.=-]{32,64})'),
  },
  // https://docs.docker.com/security/access-tokens/
  {
    provider: 'Docker Hub',
    what: 'access token',
    hint: 'dckr_',
    pattern: key('dckr_(?:pat|oat)_(?<body>[\\w-]{27,32})'),
  },
  // https://guides.rubygems.org/api-key-scopes/
  { provider: 'RubyGems', what: 'API key', hint: 'rubygems_', pattern: key('rubygems_(?<body>[0-9a-f]{48})') },
  // https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/
  { provider: 'SonarQube', what: 'token', hint: 'sq', pattern: key('sq[upa]_(?<body>[0-9a-f]{40})') },
  // https://buildkite.com/docs/platform/security/tokens names the prefix and masks the rest
  { provider: 'Buildkite', what: 'API access token', hint: 'bkua_', pattern: key('bkua_(?<body>[A-Za-z0-9]{40,60})') },
  // https://fly.io/docs/security/tokens/: macaroons
  { provider: 'Fly.io', what: 'access token', hint: 'fm2_', pattern: key('fm2_(?<body>[A-Za-z0-9+/]{100,}={0,2})') },
  // https://docs.netlify.com/api/get-started/
  { provider: 'Netlify', what: 'access token', hint: 'nfp_', pattern: key('nfp_(?<body>[A-Za-z0-9_]{36})') },
  // https://devcenter.heroku.com/articles/authentication
  { provider: 'Heroku', what: 'API key', hint: 'HRKU-', pattern: key('HRKU-(?<body>[A-Za-z0-9_-]{36,64})') },
  // https://developer.hashicorp.com/terraform/cloud-docs/api-docs
  {
    provider: 'HCP Terraform',
    what: 'API token',
    hint: '.atlasv1.',
    pattern: key('(?<body>[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,70})'),
  },
  // https://developer.1password.com/docs/service-accounts/security/
  {
    provider: '1Password',
    what: 'service account token',
    hint: 'ops_eyJ',
    pattern: key('ops_(?<body>eyJ[\\w+/-]{250,}={0,2})'),
    check: decodesToObject,
  },
  // https://github.com/FiloSottile/age: Bech32 of an X25519 identity
  {
    provider: 'age',
    what: 'secret key',
    hint: 'AGE-SECRET-KEY-1',
    pattern: key('AGE-SECRET-KEY-1(?<body>[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})'),
  },
];

const TOOLS: readonly SecretFormat[] = [
  // https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/: a checksum after `=`
  {
    provider: 'Atlassian',
    what: 'API token',
    hint: 'ATATT3',
    pattern: key('ATATT3(?<body>[\\w-]{150,220}=[0-9A-F]{8})'),
  },
  // https://www.figma.com/developers/api#access-tokens
  { provider: 'Figma', what: 'access token', hint: 'figd_', pattern: key('figd_(?<body>[\\w-]{40})') },
  // https://airtable.com/developers/web/guides/personal-access-tokens
  {
    provider: 'Airtable',
    what: 'personal access token',
    hint: 'pat',
    pattern: key('pat(?<body>[A-Za-z0-9]{14}\\.[0-9a-f]{64})'),
  },
  // https://developers.notion.com/changelog (September 2024: new tokens begin with `ntn_`)
  { provider: 'Notion', what: 'integration token', hint: 'ntn_', pattern: key('ntn_(?<body>\\d{11}[A-Za-z0-9]{35})') },
  // https://developers.hubspot.com/docs/api/private-apps
  {
    provider: 'HubSpot',
    what: 'private app token',
    hint: 'pat-',
    pattern: key('pat-(?:na|eu|ap)\\d-(?<body>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'),
  },
  // https://www.contentful.com/developers/docs/references/authentication/
  { provider: 'Contentful', what: 'personal access token', hint: 'CFPAT-', pattern: key('CFPAT-(?<body>[\\w-]{43})') },
  // https://developers.brevo.com/docs/getting-started
  {
    provider: 'Brevo',
    what: 'API key',
    hint: 'sib-',
    pattern: key('x(?:key|smtp)sib-(?<body>[0-9a-f]{64}-[A-Za-z0-9]{16})'),
  },
  // https://resend.com/docs/api-reference/introduction
  { provider: 'Resend', what: 'API key', hint: 're_', pattern: key('re_(?<body>[A-Za-z0-9]{8}_[A-Za-z0-9]{24})') },
  // https://docs.mapbox.com/help/glossary/access-token/: `pk.` is public, `sk.` is not
  {
    provider: 'Mapbox',
    what: 'secret token',
    hint: 'sk.eyJ',
    pattern: key('sk\\.(?<body>eyJ[\\w-]{50,120}\\.[\\w-]{20,24})'),
  },
];

const MODEL_TOOLS: readonly SecretFormat[] = [
  // https://docs.nvidia.com/nim/
  { provider: 'NVIDIA', what: 'API key', hint: 'nvapi-', pattern: key('nvapi-(?<body>[\\w-]{64})') },
  // https://docs.pinecone.io/guides/projects/manage-api-keys
  {
    provider: 'Pinecone',
    what: 'API key',
    hint: 'pcsk_',
    pattern: key('pcsk_(?<body>[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63})'),
  },
  // https://docs.langchain.com/langsmith/create-account-api-key
  {
    provider: 'LangSmith',
    what: 'API key',
    hint: 'lsv2_',
    pattern: key('lsv2_(?:pt|sk)_(?<body>[0-9a-f]{32}_[0-9a-f]{10})'),
  },
  // https://langfuse.com/docs/api-and-data-platform/features/public-api: the public half begins with `pk-lf-`
  {
    provider: 'Langfuse',
    what: 'secret key',
    hint: 'sk-lf-',
    pattern: key('sk-lf-(?<body>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'),
  },
  // https://docs.tavily.com/documentation/api-reference/introduction
  {
    provider: 'Tavily',
    what: 'API key',
    hint: 'tvly-',
    pattern: key('tvly-(?:dev-|prod-)?(?<body>[A-Za-z0-9]{32})'),
  },
  // https://e2b.dev/docs/api-key
  { provider: 'E2B', what: 'API key', hint: 'e2b_', pattern: key('e2b_(?<body>[0-9a-f]{40})') },
  // https://docs.together.ai/docs/quickstart
  { provider: 'Together AI', what: 'API key', hint: 'tgp_v1_', pattern: key('tgp_v1_(?<body>[\\w-]{43})') },
];

/** Services beside the clouds, code hosts and payment providers of formats.ts. */
export const SERVICE_FORMATS: readonly SecretFormat[] = [...OPERATIONS, ...TOOLS, ...MODEL_TOOLS];
