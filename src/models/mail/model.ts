/** Services that send mail: SendGrid, SES, Resend, Postmark, Mailgun, the mailer of Nest. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { secretAt } from '../shared/credentials.js';
import { FAILURE } from '../shared/errors.js';

/** Where a mail carries text, by the names that the services share. */
const TEXTS = [
  'text',
  'html',
  'amp',
  'content',
  'context',
  'personalizations',
  'substitutions',
  'templateData',
  'dynamicTemplateData',
  'dynamic_template_data',
  'TextBody',
  'HtmlBody',
  'TemplateModel',
] as const;
const ADDRESSES = ['from', 'to', 'cc', 'bcc', 'replyTo', 'sender', 'From', 'To', 'Cc', 'Bcc', 'ReplyTo'] as const;

/** The sinks of a message at a slot: links in its texts, and addresses that are put together. */
export function mailSinks(at: string): readonly SinkSpec[] {
  return [
    ...TEXTS.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'mail-text', deep: true })),
    ...ADDRESSES.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'mail-header' })),
    { at: `${at}.raw`, kind: 'raw-head', what: 'the head of the mail' },
  ];
}

function sends(...slots: readonly string[]): MemberSpec {
  return {
    call: {
      sinks: slots.flatMap(mailSinks),
      callbacks: [{ at: '2', args: [FAILURE, null] }],
      returns: 'Promise<unknown>',
      roles: [{ role: 'mail.send', parts: { message: slots[0] ?? '0' } }],
    },
  };
}

const sendgridMembers = {
  send: sends('0', '0[]'),
  sendMultiple: sends('0'),
  setApiKey: { call: { sinks: secretAt('the API key', '0'), returns: 'void' } },
} as const;
export const sendgrid: LibraryModel = {
  packages: ['@sendgrid/mail'],
  exports: {
    default: { members: sendgridMembers },
    MailService: { construct: { returns: 'MailService' } },
  },
  types: { MailService: { members: sendgridMembers } },
};

/** The whole input of an operation (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html). */
const operation: CallSpec = { sinks: [{ at: '0', kind: 'mail-text', deep: true }], returns: 'unknown' };
function sesLibrary(name: string, client: string, ...operations: readonly string[]): LibraryModel {
  return {
    packages: [name],
    exports: {
      ...Object.fromEntries(operations.map((each) => [`${each}Command`, { construct: operation }])),
      ...Object.fromEntries(
        [client, `${client}Client`].map((each) => [
          each,
          { construct: { sinks: secretAt('the secret access key', '0.credentials.secretAccessKey'), returns: client } },
        ]),
      ),
    },
    types: {
      [client]: {
        members: Object.fromEntries(
          operations.map((each) => [each.charAt(0).toLowerCase() + each.slice(1), { call: operation }]),
        ),
      },
    },
  };
}
export const ses = sesLibrary(
  '@aws-sdk/client-ses',
  'SES',
  'SendEmail',
  'SendTemplatedEmail',
  'SendBulkTemplatedEmail',
);
export const sesV2 = sesLibrary('@aws-sdk/client-sesv2', 'SESv2', 'SendEmail', 'SendBulkEmail');

export const resend: LibraryModel = {
  packages: ['resend'],
  exports: { Resend: { construct: { sinks: secretAt('the API key', '0'), returns: 'Resend' } } },
  types: { Resend: { members: { emails: { type: 'Emails' } } }, Emails: { members: { send: sends('0') } } },
};
export const postmark: LibraryModel = {
  packages: ['postmark'],
  exports: { ServerClient: { construct: { sinks: secretAt('the token', '0'), returns: 'ServerClient' } } },
  types: { ServerClient: { members: { sendEmail: sends('0'), sendEmailWithTemplate: sends('0') } } },
};
export const nestMailer: LibraryModel = {
  packages: ['@nestjs-modules/mailer'],
  exports: { MailerService: {} },
  types: { MailerService: { members: { sendMail: sends('0') } } },
};

export const MAIL_MODELS: readonly LibraryModel[] = [nestMailer, postmark, resend, sendgrid, ses, sesV2];
