import { decodeBase64, hasBase62Checksum } from './checksum.js';
import { key, type SecretFormat } from './format.js';
import { SERVICE_FORMATS } from './service-formats.js';

function decodesToSnowflake(body: string): boolean {
  return /^\d{17,20}$/.test(decodeBase64(body.split('.')[0] ?? '') ?? '');
}

function decodesToPypiMacaroon(body: string): boolean {
  const bytes = decodeBase64(body) ?? '';
  return bytes.startsWith('\u0002\u0001') && bytes.slice(0, 24).includes('pypi.org');
}

function bytesOf(count: number): (body: string) => boolean {
  return (body) => decodeBase64(body)?.length === count;
}

/** Random characters of all sorts, as no name in a program is made of. */
function isMixed(body: string): boolean {
  return /[a-z]/.test(body) && /[A-Z]/.test(body) && (body.match(/\d/g) ?? []).length >= 2;
}

/** The storage emulator's key is published and the same for everybody; only its beginning is needed to know it. */
const AZURITE_KEY_START = 'Eby8vdM0';

const CLOUDS: readonly SecretFormat[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (unique identifiers, prefixes)
  {
    provider: 'AWS',
    what: 'access key id',
    hint: 'A',
    pattern: key('(?:AKIA|ASIA|ABIA|ACCA)(?<body>[A-Z2-7]{16})'),
  },
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
  { provider: 'AWS', what: 'Bedrock API key', hint: 'ABSK', pattern: key('ABSK(?<body>[A-Za-z0-9+/]{109,269}={0,2})') },
  // https://cloud.google.com/docs/authentication/api-keys
  { provider: 'Google Cloud', what: 'API key', hint: 'AIza', pattern: key('AIza(?<body>[\\w-]{35})') },
  // https://developers.google.com/identity/protocols/oauth2
  { provider: 'Google', what: 'OAuth client secret', hint: 'GOCSPX-', pattern: key('GOCSPX-(?<body>[\\w-]{28})') },
  // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string: 512-bit keys in base64
  {
    provider: 'Azure',
    what: 'storage account key',
    hint: 'AccountKey=',
    pattern: /AccountKey=(?<body>[A-Za-z0-9+/]{86}==)/gi,
    check: (body) => bytesOf(64)(body) && !body.startsWith(AZURITE_KEY_START),
  },
  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas: 256-bit keys in base64
  {
    provider: 'Azure',
    what: 'shared access key',
    hint: 'SharedAccessKey=',
    pattern: /SharedAccessKey=(?<body>[A-Za-z0-9+/]{43}=)/gi,
    check: bytesOf(32),
  },
  // https://learn.microsoft.com/azure/storage/common/storage-sas-overview: a version, and an HMAC-SHA256 in base64
  {
    provider: 'Azure',
    what: 'shared access signature',
    hint: 'sig=',
    pattern: /[?&]s[vr]=[^\s"'#]{1,400}?&sig=(?<body>[A-Za-z0-9%+/]{43,129}(?:%3[dD]|=))/g,
    check: (body) => /^[\w+/-]{43}=$/.test(body.replace(/%[0-9a-fA-F]{2}/g, (each) => decodeURIComponent(each))),
  },
  // https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate: 84 characters
  {
    provider: 'Azure DevOps',
    what: 'personal access token',
    hint: 'AZDO',
    pattern: key('(?<body>[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4})'),
  },
  // The marked keys of Azure services (https://github.com/microsoft/security-utilities): 84 characters, marked in the midst
  {
    provider: 'Azure',
    what: 'service key',
    hint: 'JQQJ99',
    pattern: key('(?<body>[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26})'),
  },
  // https://learn.microsoft.com/purview/sit-defn-azure-ad-client-secret
  {
    provider: 'Azure',
    what: 'Entra client secret',
    hint: 'Q~',
    pattern: /(?<![\w~.-])(?<body>[\w~.-]{3}[78]Q~[\w~.-]{31,34})(?![\w~.-])/g,
  },
  // https://docs.digitalocean.com/reference/api/create-personal-access-token/
  { provider: 'DigitalOcean', what: 'access token', hint: '_v1_', pattern: key('do[opr]_v1_(?<body>[0-9a-f]{64})') },
  // https://docs.databricks.com/dev-tools/auth/pat.html
  { provider: 'Databricks', what: 'access token', hint: 'dapi', pattern: key('dapi(?<body>[0-9a-f]{32})(?:-\\d)?') },
  // https://supabase.com/docs/guides/api/api-keys
  { provider: 'Supabase', what: 'secret key', hint: 'sb_secret_', pattern: key('sb_secret_(?<body>[\\w-]{20,})') },
  { provider: 'Supabase', what: 'access token', hint: 'sbp_', pattern: key('sbp_(?<body>[0-9a-f]{40})') },
  // https://developers.cloudflare.com/fundamentals/api/get-started/token-formats: 40 characters and a checksum, whose length
  // is not told.
  {
    provider: 'Cloudflare',
    what: 'API token',
    hint: 'cf',
    pattern: key('cf(?:k|ut|at)_(?<body>[A-Za-z0-9]{44,56})'),
    check: isMixed,
  },
  // https://vercel.com/changelog/new-token-formats-and-secret-scanning names the prefixes alone.
  {
    provider: 'Vercel',
    what: 'token',
    hint: 'vc',
    pattern: key('vc[pirak]_(?<body>[A-Za-z0-9]{24,120})'),
    check: isMixed,
  },
  // https://developer.hashicorp.com/vault/docs/concepts/tokens (service tokens)
  { provider: 'HashiCorp Vault', what: 'token', hint: 'hv', pattern: key('hv[sbr]\\.(?<body>[\\w-]{24,})') },
];

const CODE_HOSTS: readonly SecretFormat[] = [
  // https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  {
    provider: 'GitHub',
    what: 'token',
    hint: 'gh',
    pattern: key('gh[pousr]_(?<body>[A-Za-z0-9]{36})'),
    check: hasBase62Checksum,
  },
  // https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/
  {
    provider: 'GitHub',
    what: 'app installation token',
    hint: 'ghs_',
    pattern: key('ghs_\\w{1,24}_(?<body>eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,})'),
  },
  {
    provider: 'GitHub',
    what: 'fine-grained personal access token',
    hint: 'github_pat_',
    pattern: key('github_pat_(?<body>[A-Za-z0-9]{22}_[A-Za-z0-9]{59})'),
  },
  // https://docs.gitlab.com/security/tokens/#token-prefixes; an instance may put a prefix of its own before these
  // (https://gitlab.com/gitlab-org/gitlab/-/issues/388379).
  {
    provider: 'GitLab',
    what: 'token',
    hint: 'gl',
    pattern: key(
      '(?:[A-Za-z0-9]{1,20}-)?gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct|wt)-(?<body>[\\w-]{20,300})(?:\\.[0-9a-z]{2}\\.[0-9a-z]{9})?',
    ),
  },
  // https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
  {
    provider: 'npm',
    what: 'access token',
    hint: 'npm_',
    pattern: key('npm_(?<body>[A-Za-z0-9]{36})'),
    check: hasBase62Checksum,
  },
  // https://docs.pypi.org/api/secrets/: a serialized macaroon of at least 85 characters
  {
    provider: 'PyPI',
    what: 'API token',
    hint: 'pypi-',
    pattern: key('pypi-(?<body>[\\w-]{85,})'),
    check: decodesToPypiMacaroon,
  },
  // https://docs.sentry.io/account/auth-tokens/
  { provider: 'Sentry', what: 'auth token', hint: 'sntry', pattern: key('sntryu_(?<body>[0-9a-f]{64})') },
  // https://linear.app/developers/graphql#personal-api-keys
  { provider: 'Linear', what: 'API key', hint: 'lin_api_', pattern: key('lin_api_(?<body>[A-Za-z0-9]{40})') },
  // https://learning.postman.com/docs/developer/postman-api/authentication/
  { provider: 'Postman', what: 'API key', hint: 'PMAK-', pattern: key('PMAK-(?<body>[0-9a-f]{24}-[0-9a-f]{34})') },
];

const PAYMENTS: readonly SecretFormat[] = [
  // https://docs.stripe.com/keys and https://docs.stripe.com/webhooks#verify-official-libraries; the secret keys of Clerk
  // begin alike (https://clerk.com/docs/guides/how-clerk-works/overview).
  {
    provider: 'Stripe or Clerk',
    what: 'live secret key',
    hint: 'k_live_',
    pattern: key('[sr]k_live_(?<body>[A-Za-z0-9]{16,})'),
  },
  {
    provider: 'Stripe or Clerk',
    what: 'test secret key',
    hint: 'k_test_',
    pattern: key('[sr]k_test_(?<body>[A-Za-z0-9]{16,})'),
    strength: 'mild',
  },
  {
    provider: 'Stripe',
    what: 'webhook signing secret',
    hint: 'whsec_',
    pattern: key('whsec_(?<body>[A-Za-z0-9+/]{32,}=?)'),
  },
  // https://shopify.dev/changelog/app-secret-key-length-has-increased and the access token prefixes beside it
  {
    provider: 'Shopify',
    what: 'access token or app secret',
    hint: 'shp',
    pattern: key('shp(?:at|ca|pa|ss|ua)_(?<body>[0-9a-fA-F]{32})'),
  },
  // https://developer.squareup.com/docs/build-basics/access-tokens
  { provider: 'Square', what: 'access token', hint: 'EAAA', pattern: key('EAAA(?<body>[\\w-]{60})') },
  {
    provider: 'Square',
    what: 'access token or application secret',
    hint: 'sq0',
    pattern: key('sq0(?:atp-(?:[\\w-]{22})|csp-(?<body>[\\w-]{43}))'),
  },
  // https://developer.paddle.com/api-reference/about/authentication: an id of 26 characters, the secret, and 3 more
  {
    provider: 'Paddle',
    what: 'live API key',
    hint: 'pdl_',
    pattern: key('pdl_live_apikey_(?<body>[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3})'),
  },
  {
    provider: 'Paddle',
    what: 'sandbox API key',
    hint: 'pdl_',
    pattern: key('pdl_(?:sdbx|test)_apikey_(?<body>[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3})'),
    strength: 'mild',
  },
];

const MESSAGING: readonly SecretFormat[] = [
  // https://docs.slack.dev/authentication/tokens
  {
    provider: 'Slack',
    what: 'token',
    hint: 'xo',
    pattern: key('(?:xoxe\\.)?xox[abeprs]-(?<body>(?:\\d{1,14}-){1,4}[A-Za-z0-9]{16,146})'),
  },
  {
    provider: 'Slack',
    what: 'app-level token',
    hint: 'xapp-',
    pattern: key('xapp-\\d-(?<body>[A-Z0-9]{9,12}-\\d{10,14}-[0-9a-f]{64})'),
  },
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  {
    provider: 'Slack',
    what: 'webhook address',
    hint: 'hooks.slack.com/',
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<body>[A-Z0-9]{8,14}\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{20,40})(?![\w-])/g,
  },
  // https://docs.discord.com/developers/reference#authentication: the user id, a time and a signature
  {
    provider: 'Discord',
    what: 'bot token',
    hint: '.',
    pattern: key('(?<body>[MNO][\\w-]{22,27}\\.[\\w-]{6}\\.[\\w-]{27,38})'),
    check: decodesToSnowflake,
  },
  // https://docs.discord.com/developers/resources/webhook
  {
    provider: 'Discord',
    what: 'webhook address',
    hint: '/api/webhooks/',
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/(?<body>[\w-]{60,80})(?![\w-])/g,
  },
  // https://core.telegram.org/bots/api#authorizing-your-bot
  { provider: 'Telegram', what: 'bot token', hint: ':AA', pattern: key('\\d{8,10}:(?<body>AA[\\w-]{33})') },
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys: 69 characters
  { provider: 'SendGrid', what: 'API key', hint: 'SG.', pattern: key('SG\\.(?<body>[\\w-]{22}\\.[\\w-]{43})') },
  // https://www.twilio.com/docs/iam/api-keys: the SID names the key, its secret has no form of its own
  { provider: 'Twilio', what: 'API key SID', hint: 'SK', pattern: key('SK(?<body>[0-9a-f]{32})'), strength: 'mild' },
  // https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/api-keys
  { provider: 'Mailgun', what: 'API key', hint: 'key-', pattern: key('key-(?<body>[0-9a-f]{32})') },
  { provider: 'Mailgun', what: 'API key', hint: '-', pattern: key('(?<body>[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})') },
  // https://mailchimp.com/developer/marketing/docs/fundamentals/: the data centre after the key
  { provider: 'Mailchimp', what: 'API key', hint: '-us', pattern: key('(?<body>[0-9a-f]{32})-us\\d{1,2}') },
];

const MODELS: readonly SecretFormat[] = [
  // https://platform.openai.com/docs/api-reference/authentication; the middle is base64 of "OpenAI"
  {
    provider: 'OpenAI',
    what: 'API key',
    hint: 'sk-',
    pattern: key('sk-(?:proj|svcacct|admin|None)-(?<body>[\\w-]{40,})'),
  },
  {
    provider: 'OpenAI',
    what: 'API key',
    hint: 'T3BlbkFJ',
    pattern: key('sk-(?<body>[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})'),
  },
  // https://docs.claude.com/en/api/overview
  {
    provider: 'Anthropic',
    what: 'API key',
    hint: 'sk-ant-',
    pattern: key('sk-ant-(?:api|admin|oat|ort|sid)\\d{2}-(?<body>[\\w-]{60,})'),
  },
  // https://openrouter.ai/docs/api-reference/authentication
  { provider: 'OpenRouter', what: 'API key', hint: 'sk-or-', pattern: key('sk-or-v1-(?<body>[0-9a-f]{64})') },
  // https://huggingface.co/docs/hub/security-tokens
  { provider: 'Hugging Face', what: 'access token', hint: 'hf_', pattern: key('hf_(?<body>[A-Za-z]{34})') },
  // https://console.groq.com/docs/quickstart
  { provider: 'Groq', what: 'API key', hint: 'gsk_', pattern: key('gsk_(?<body>[A-Za-z0-9]{52})') },
  // https://replicate.com/docs/topics/security/api-tokens
  { provider: 'Replicate', what: 'API token', hint: 'r8_', pattern: key('r8_(?<body>[A-Za-z0-9]{37})') },
  // https://docs.perplexity.ai/guides/api-key-management
  { provider: 'Perplexity', what: 'API key', hint: 'pplx-', pattern: key('pplx-(?<body>[A-Za-z0-9]{48})') },
  // https://docs.x.ai/docs/overview
  { provider: 'xAI', what: 'API key', hint: 'xai-', pattern: key('xai-(?<body>[A-Za-z0-9]{80})') },
];

/** The known forms; the first that fits tells what a text is. */
export const SECRET_FORMATS: readonly SecretFormat[] = [
  ...CLOUDS,
  ...CODE_HOSTS,
  ...PAYMENTS,
  ...MODELS,
  ...SERVICE_FORMATS,
  ...MESSAGING,
];
