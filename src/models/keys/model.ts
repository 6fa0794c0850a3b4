/**
 * Services and strategies that are given a key, as far as they have no model of their own: each entry says at which place
 * their documentation wants it.
 */
import { cryptoJs } from '../crypto-js/model.js';
import type { LibraryModel } from '../schema.js';
import { keyedLibrary, presentedAt, secretAt } from '../shared/credentials.js';

const ALONE = ['=', 'default'];

/** Strategies of passport (https://www.passportjs.org/packages/): OAuth applications have a secret, OpenID clients too. */
const oauth = keyedLibrary(
  [
    'passport-oauth2',
    'passport-google-oauth20',
    'passport-github2',
    'passport-github',
    'passport-gitlab2',
    'passport-facebook',
    'passport-linkedin-oauth2',
    'passport-discord',
    'passport-openidconnect',
    'passport-auth0',
    'passport-microsoft',
    'passport-twitter',
  ],
  [...ALONE, 'Strategy'],
  'construct',
  presentedAt('the secret of the application', '0.clientSecret', '0.consumerSecret'),
);

/** The routes of Better Auth, login and logout among them (https://www.better-auth.com/docs/integrations/next). */
const betterAuthHandlers: LibraryModel = {
  packages: ['better-auth/next-js'],
  exports: { toNextJsHandler: { call: { returns: 'RouteHandlers' } } },
  types: {
    RouteHandlers: {
      members: Object.fromEntries(
        ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((name) => [
          name,
          { call: { returns: 'Promise<unknown>', roles: [{ role: 'request.handed-on' }] } },
        ]),
      ),
    },
  },
};

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/: every client takes `credentials`. */
const aws: readonly LibraryModel[] = [
  ['@aws-sdk/client-lambda', 'LambdaClient', 'Lambda'],
  ['@aws-sdk/client-secrets-manager', 'SecretsManagerClient', 'SecretsManager'],
  ['@aws-sdk/client-cognito-identity-provider', 'CognitoIdentityProviderClient', 'CognitoIdentityProvider'],
  ['@aws-sdk/client-bedrock-runtime', 'BedrockRuntimeClient', 'BedrockRuntime'],
  ['@aws-sdk/client-kms', 'KMSClient', 'KMS'],
].map(([name = '', ...exports]) =>
  keyedLibrary([name], exports, 'construct', presentedAt('the secret access key', '0.credentials.secretAccessKey')),
);

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: what goes to a topic or a telephone. */
const publish: LibraryModel = {
  packages: ['@aws-sdk/client-sns'],
  exports: {
    ...Object.fromEntries(
      ['SNSClient', 'SNS'].map((name) => [
        name,
        { construct: { sinks: presentedAt('the secret access key', '0.credentials.secretAccessKey') } },
      ]),
    ),
    PublishCommand: {
      construct: {
        sinks: [{ at: '0.Message', kind: 'told', deep: true }],
        roles: [
          { role: 'message.send', when: [{ at: '0.PhoneNumber', form: 1, maybe: true }], parts: { message: '0' } },
        ],
        returns: 'unknown',
      },
    },
  },
};

/** Clients that are made with `new`. */
const MADE: readonly LibraryModel[] = [
  keyedLibrary(['@azure/identity'], ['ClientSecretCredential'], 'construct', presentedAt('the client secret', '2')),
  keyedLibrary(
    ['@azure/storage-queue', '@azure/storage-file-share'],
    ['StorageSharedKeyCredential'],
    'construct',
    presentedAt('the account key', '1'),
  ),
  keyedLibrary(['@azure/core-auth'], ['AzureKeyCredential'], 'construct', presentedAt('the key', '0')),
  keyedLibrary(['@slack/web-api'], ['WebClient'], 'construct', presentedAt('the token', '0')),
  keyedLibrary(
    ['@slack/bolt'],
    ['App', 'default'],
    'construct',
    presentedAt('the secret', '0.token', '0.signingSecret', '0.appToken', '0.clientSecret'),
  ),
  keyedLibrary(
    ['@octokit/rest', '@octokit/core', 'octokit'],
    ['Octokit'],
    'construct',
    presentedAt('the token', '0.auth'),
  ),
  keyedLibrary(['@notionhq/client'], ['Client'], 'construct', presentedAt('the token', '0.auth')),
  keyedLibrary(['replicate'], ALONE, 'construct', presentedAt('the token', '0.auth')),
  keyedLibrary(['@google/genai'], ['GoogleGenAI'], 'construct', presentedAt('the API key', '0.apiKey')),
  keyedLibrary(['@google/generative-ai'], ['GoogleGenerativeAI'], 'construct', presentedAt('the API key', '0')),
  keyedLibrary(['@mistralai/mistralai'], ['Mistral'], 'construct', presentedAt('the API key', '0.apiKey')),
  keyedLibrary(['cohere-ai'], ['CohereClient', 'CohereClientV2'], 'construct', presentedAt('the token', '0.token')),
  keyedLibrary(['pusher'], ALONE, 'construct', presentedAt('the secret', '0.secret')),
  keyedLibrary(['razorpay'], ALONE, 'construct', presentedAt('the secret', '0.key_secret')),
];

/** Clients and tools that are called. */
const CALLED: readonly LibraryModel[] = [
  keyedLibrary(['algoliasearch'], [...ALONE, 'algoliasearch'], 'call', presentedAt('the API key', '1')),
  keyedLibrary(['cookie-signature'], ['sign', 'unsign'], 'call', secretAt('the signing secret', '1')),
  betterAuthHandlers,
  {
    packages: ['cloudinary'],
    exports: {
      v2: { members: { config: { call: { sinks: presentedAt('the secret', '0.api_secret') } } } },
    },
  },
];

export const KEY_MODELS: readonly LibraryModel[] = [oauth, ...aws, publish, ...MADE, ...CALLED, ...cryptoJs];
