import fc from '../../seeded.js';
import { base62, crc32 } from '../../../src/lang/secrets/checksum.js';

/**
 * Makers of random keys in the providers' forms. Keys are put together at run time, so that no file of this
 * repository holds anything that looks like one.
 */
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
export const ALNUM = LOWER + UPPER + DIGITS;
const HEX = `${DIGITS}abcdef`;
const URL_SAFE = `${ALNUM}_-`;

export function random(alphabet: string, length: number): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength: length, maxLength: length })
    .map((characters) => characters.join(''))
    .filter((text) => new Set(text).size >= Math.min(6, length) && !/(.)\1{5}/.test(text));
}

/** A random text that begins and ends with a letter or digit. */
function word(length: number): fc.Arbitrary<string> {
  return fc.tuple(random(ALNUM, 1), random(URL_SAFE, length - 2), random(ALNUM, 1)).map((parts) => parts.join(''));
}

function join(...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));
}

function withChecksum(prefix: string): fc.Arbitrary<string> {
  return random(ALNUM, 30).map((body) => prefix + body + base62(crc32(body), 6));
}

function bytes(length: number): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
}

export function jwt(header: object, claims: object, signature: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part(header), part(claims), signature].join('.');
}

const pypi = bytes(80).map((rest) => {
  const head = Buffer.from(['\u0002\u0001\u0008', 'pypi.org', '\u0002'].join(''), 'latin1');
  return ['pypi', '-', Buffer.concat([head, rest]).toString('base64url')].join('');
});

const grafana = random(ALNUM, 32).map((body) => {
  const start = ['gl', 'sa_', body].join('');
  return `${start}_${crc32(start).toString(16).padStart(8, '0')}`;
});

const uuid = join(random(HEX, 8), '-', random(HEX, 4), '-', random(HEX, 4), '-', random(HEX, 4), '-', random(HEX, 12));

/** Base64 of an object, as some tokens hold one. */
function holding(length: number, end: string): fc.Arbitrary<string> {
  return random(ALNUM, length).map((text) => Buffer.from(JSON.stringify({ id: text })).toString('base64') + end);
}

const discord = fc
  .bigInt({ min: 400_000_000_000_000_000n, max: 999_999_999_999_999_999n })
  .chain((id) => join(Buffer.from(String(id)).toString('base64url'), '.', word(6), '.', word(38)))
  .filter((token) => /^[MNO]/.test(token));

/** Provider and a maker of its keys. */
export const SAMPLES: readonly (readonly [string, string, fc.Arbitrary<string>])[] = [
  ['AWS', 'access key id', join('AK', 'IA', random(`${UPPER}234567`, 16))],
  ['AWS', 'access key id', join('AS', 'IA', random(`${UPPER}234567`, 16))],
  ['Google Cloud', 'API key', join('AI', 'za', word(35))],
  ['Google', 'OAuth client secret', join('GOC', 'SPX-', word(28))],
  [
    'Azure',
    'storage account key',
    join(
      'AccountName=shop;Account',
      'Key=',
      bytes(64).map((key) => key.toString('base64')),
    ),
  ],
  [
    'Azure',
    'shared access key',
    join(
      'SharedAccess',
      'Key=',
      bytes(32).map((key) => key.toString('base64')),
    ),
  ],
  [
    'Azure',
    'shared access signature',
    join(
      'https://shop.blob.core.windows.net/a?sv=2024-11-04&se=2027-01-01&sp=r&si',
      'g=',
      bytes(32).map((key) => encodeURIComponent(key.toString('base64'))),
    ),
  ],
  ['Azure DevOps', 'personal access token', join(random(ALNUM, 76), 'AZ', 'DO', random(ALNUM, 4))],
  ['Azure', 'service key', join(random(ALNUM, 52), 'JQ', 'QJ99', random(ALNUM, 26))],
  ['DigitalOcean', 'access token', join('dop', '_v1_', random(HEX, 64))],
  ['Databricks', 'access token', join('da', 'pi', random(HEX, 32))],
  ['Supabase', 'secret key', join('sb_', 'secret_', word(30))],
  ['HashiCorp Vault', 'token', join('hv', 's.', word(90))],
  ['GitHub', 'token', withChecksum(['gh', 'p_'].join(''))],
  ['GitHub', 'token', withChecksum(['gh', 'o_'].join(''))],
  [
    'GitHub',
    'app installation token',
    word(86).map((signature) => ['gh', 's_', '12345_', jwt({ alg: 'ES256' }, { iss: 'apps' }, signature)].join('')),
  ],
  ['GitHub', 'fine-grained personal access token', join('github', '_pat_', random(ALNUM, 22), '_', random(ALNUM, 59))],
  ['GitLab', 'token', join('gl', 'pat-', word(20))],
  ['GitLab', 'token', join('AC', 'ME-gl', 'pat-', word(20))],
  ['Cloudflare', 'API token', join('cf', 'ut_', 'aB3', random(ALNUM, 44), '9')],
  ['Cloudflare', 'API token', join('cf', 'k_', 'aB3', random(ALNUM, 44), '9')],
  ['Vercel', 'token', join('vc', 'p_', 'aB3', random(ALNUM, 40), '9')],
  ['npm', 'access token', withChecksum(['np', 'm_'].join(''))],
  ['PyPI', 'API token', pypi],
  ['Sentry', 'auth token', join('sn', 'tryu_', random(HEX, 64))],
  ['Linear', 'API key', join('lin_', 'api_', random(ALNUM, 40))],
  ['Postman', 'API key', join('PM', 'AK-', random(HEX, 24), '-', random(HEX, 34))],
  ['Stripe or Clerk', 'live secret key', join('sk', '_live_', random(ALNUM, 24))],
  ['Stripe or Clerk', 'live secret key', join('rk', '_live_', random(ALNUM, 99))],
  ['Stripe or Clerk', 'test secret key', join('sk', '_test_', random(ALNUM, 24))],
  ['Stripe', 'webhook signing secret', join('wh', 'sec_', random(ALNUM, 32))],
  ['Shopify', 'access token or app secret', join('shp', 'at_', random(HEX, 32))],
  ['Square', 'access token', join('EA', 'AA', word(60))],
  ['Square', 'access token or application secret', join('sq0', 'csp-', word(43))],
  [
    'Paddle',
    'live API key',
    join('pd', 'l_live_', 'apikey_', random(LOWER + DIGITS, 26), '_', random(ALNUM, 22), '_', random(ALNUM, 3)),
  ],
  [
    'Paddle',
    'sandbox API key',
    join('pd', 'l_sdbx_', 'apikey_', random(LOWER + DIGITS, 26), '_', random(ALNUM, 22), '_', random(ALNUM, 3)),
  ],
  ['Buildkite', 'API access token', join('bk', 'ua_', random(HEX, 40))],
  ['Slack', 'token', join('xox', 'b-', random(DIGITS, 12), '-', random(DIGITS, 13), '-', random(ALNUM, 24))],
  ['Slack', 'app-level token', join('xa', 'pp-1-', random(UPPER, 11), '-', random(DIGITS, 13), '-', random(HEX, 64))],
  [
    'Slack',
    'webhook address',
    join('https://hooks.slack', '.com/services/T', random(UPPER, 9), '/B', random(UPPER, 10), '/', random(ALNUM, 24)),
  ],
  ['Discord', 'bot token', discord],
  ['Discord', 'webhook address', join('https://discord', '.com/api/webhooks/', '7', random(DIGITS, 17), '/', word(68))],
  ['Telegram', 'bot token', join('7', random(DIGITS, 9), ':', 'AA', word(33))],
  ['SendGrid', 'API key', join('S', 'G.', word(22), '.', word(43))],
  ['Twilio', 'API key SID', join('S', 'K', random(HEX, 32))],
  ['Mailgun', 'API key', join('ke', 'y-', random(HEX, 32))],
  ['Mailchimp', 'API key', join(random(HEX, 32), '-', 'us', '21')],
  ['OpenAI', 'API key', join('sk', '-proj-', word(120))],
  ['OpenAI', 'API key', join('sk', '-', random(ALNUM, 20), 'T3Blbk', 'FJ', random(ALNUM, 20))],
  ['Anthropic', 'API key', join('sk', '-ant-', 'api03-', word(95))],
  ['OpenRouter', 'API key', join('sk', '-or-', 'v1-', random(HEX, 64))],
  ['Hugging Face', 'access token', join('h', 'f_', random(LOWER + UPPER, 34))],
  ['Groq', 'API key', join('gs', 'k_', random(ALNUM, 52))],
  ['Replicate', 'API token', join('r', '8_', random(ALNUM, 37))],
  ['Perplexity', 'API key', join('pp', 'lx-', random(ALNUM, 48))],
  ['xAI', 'API key', join('x', 'ai-', random(ALNUM, 80))],
  ['Grafana', 'service account token', grafana],
  ['Grafana Cloud', 'access policy token', holding(60, '').map((body) => ['gl', 'c_', body].join(''))],
  ['New Relic', 'user key', join('NR', 'AK-', random(UPPER + DIGITS, 27))],
  [
    'Sentry',
    'organization auth token',
    fc.tuple(holding(58, '_'), random(ALNUM, 43)).map(([head, rest]) => ['sn', 'trys_', head, rest].join('')),
  ],
  ['PostHog', 'personal API key', join('ph', 'x_', random(ALNUM, 43))],
  ['Doppler', 'token', join('dp', '.pt.', random(ALNUM, 43))],
  ['Doppler', 'token', join('dp', '.st.', 'prd', '.', random(ALNUM, 43))],
  ['PlanetScale', 'password or token', join('psc', 'ale_pw_', word(43))],
  ['Docker Hub', 'access token', join('dc', 'kr_pat_', word(27))],
  ['RubyGems', 'API key', join('ruby', 'gems_', random(HEX, 48))],
  ['SonarQube', 'token', join('sq', 'p_', random(HEX, 40))],
  ['Fly.io', 'access token', join('f', 'm2_', random(ALNUM, 140))],
  ['Netlify', 'access token', join('nf', 'p_', random(ALNUM, 36))],
  ['Heroku', 'API key', join('HR', 'KU-', uuid)],
  ['HCP Terraform', 'API token', join(random(ALNUM, 14), '.at', 'lasv1.', word(67))],
  ['1Password', 'service account token', holding(260, '').map((body) => ['op', 's_', body].join(''))],
  ['age', 'secret key', join('AGE-', 'SECRET-KEY-1', random('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58))],
  ['Atlassian', 'API token', join('ATA', 'TT3', word(180), '=', random('0123456789ABCDEF', 8))],
  ['Figma', 'access token', join('fi', 'gd_', word(40))],
  ['Airtable', 'personal access token', join('pa', 't', random(ALNUM, 14), '.', random(HEX, 64))],
  ['Notion', 'integration token', join('nt', 'n_', random(DIGITS, 11), random(ALNUM, 35))],
  ['HubSpot', 'private app token', join('pa', 't-eu1-', uuid)],
  ['Contentful', 'personal access token', join('CF', 'PAT-', word(43))],
  ['Brevo', 'API key', join('xk', 'eysib-', random(HEX, 64), '-', random(ALNUM, 16))],
  ['Resend', 'API key', join('r', 'e_', random(ALNUM, 8), '_', random(ALNUM, 24))],
  ['Mapbox', 'secret token', join('s', 'k.ey', 'J', random(ALNUM, 60), '.', word(22))],
  ['NVIDIA', 'API key', join('nv', 'api-', word(64))],
  ['Pinecone', 'API key', join('pc', 'sk_', random(ALNUM, 6), '_', random(ALNUM, 63))],
  ['LangSmith', 'API key', join('ls', 'v2_pt_', random(HEX, 32), '_', random(HEX, 10))],
  ['Langfuse', 'secret key', join('s', 'k-lf-', uuid)],
  ['Tavily', 'API key', join('tv', 'ly-', random(ALNUM, 32))],
  ['E2B', 'API key', join('e2', 'b_', random(HEX, 40))],
  ['Together AI', 'API key', join('tg', 'p_v1_', word(43))],
];
