/** Services that send mail: SendGrid, SES, Resend, Postmark, Mailgun, the mailer of Nest. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { presentedAt } from '../shared/credentials.js';
import { FAILURE } from '../shared/errors.js';

/** Where a message of a service carries text, and where addresses. */
export interface MailFields {
  readonly texts: readonly string[];
  readonly addresses: readonly string[];
}

const PLAIN = ['from', 'to', 'cc', 'bcc', 'replyTo'] as const;
/** https://nodemailer.com/message/ */
export const NODEMAILER_FIELDS: MailFields = { texts: ['text', 'html', 'amp'], addresses: [...PLAIN, 'sender'] };
/** https://nest-modules.github.io/mailer/docs/mailer: what a template is filled with. */
const NEST_FIELDS: MailFields = { ...NODEMAILER_FIELDS, texts: [...NODEMAILER_FIELDS.texts, 'context'] };
/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
const SENDGRID_FIELDS: MailFields = {
  texts: ['text', 'html', 'content', 'personalizations', 'substitutions', 'dynamicTemplateData'],
  addresses: PLAIN,
};
/** https://resend.com/docs/api-reference/emails/send-email */
const RESEND_FIELDS: MailFields = { texts: ['text', 'html'], addresses: PLAIN };
/** https://postmarkapp.com/developer/api/email-api */
const POSTMARK_FIELDS: MailFields = {
  texts: ['TextBody', 'HtmlBody', 'TemplateModel'],
  addresses: ['From', 'To', 'Cc', 'Bcc', 'ReplyTo'],
};

/** The sinks of a message at a slot: links in its texts, and addresses that are put together. */
export function mailSinks(at: string, { texts, addresses }: MailFields): readonly SinkSpec[] {
  return [
    ...texts.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'mail-text', deep: true })),
    ...texts.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'told', deep: true })),
    ...addresses.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'mail-header' })),
  ];
}

function sends(fields: MailFields, ...slots: readonly string[]): MemberSpec {
  return {
    call: {
      sinks: slots.flatMap((at) => mailSinks(at, fields)),
      callbacks: [{ at: '2', args: [FAILURE, null] }],
      returns: 'Promise<unknown>',
      roles: [{ role: 'mail.send', parts: { message: slots[0] ?? '0' } }],
    },
  };
}

const sendgridMembers = {
  send: sends(SENDGRID_FIELDS, '0', '0[]'),
  sendMultiple: sends(SENDGRID_FIELDS, '0'),
  setApiKey: { call: { sinks: presentedAt('the API key', '0'), returns: 'void' } },
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
function operation(raw: string): CallSpec {
  return {
    sinks: [
      { at: '0', kind: 'mail-text', deep: true },
      { at: '0', kind: 'told', deep: true },
      { at: raw, kind: 'raw-head', what: 'the head of the mail' },
    ],
    returns: 'unknown',
  };
}
function sesLibrary(name: string, client: string, raw: string, ...operations: readonly string[]): LibraryModel {
  return {
    packages: [name],
    exports: {
      ...Object.fromEntries(operations.map((each) => [`${each}Command`, { construct: operation(raw) }])),
      ...Object.fromEntries(
        [client, `${client}Client`].map((each) => [
          each,
          {
            construct: {
              sinks: presentedAt('the secret access key', '0.credentials.secretAccessKey'),
              returns: client,
            },
          },
        ]),
      ),
    },
    types: {
      [client]: {
        members: Object.fromEntries(
          operations.map((each) => [each.charAt(0).toLowerCase() + each.slice(1), { call: operation(raw) }]),
        ),
      },
    },
  };
}
export const ses = sesLibrary(
  '@aws-sdk/client-ses',
  'SES',
  '0.RawMessage.Data',
  'SendEmail',
  'SendTemplatedEmail',
  'SendBulkTemplatedEmail',
  'SendRawEmail',
);
export const sesV2 = sesLibrary('@aws-sdk/client-sesv2', 'SESv2', '0.Content.Raw.Data', 'SendEmail', 'SendBulkEmail');

export const resend: LibraryModel = {
  packages: ['resend'],
  exports: { Resend: { construct: { sinks: presentedAt('the API key', '0'), returns: 'Resend' } } },
  types: {
    Resend: { members: { emails: { type: 'Emails' } } },
    Emails: { members: { send: sends(RESEND_FIELDS, '0') } },
  },
};
export const postmark: LibraryModel = {
  packages: ['postmark'],
  exports: { ServerClient: { construct: { sinks: presentedAt('the token', '0'), returns: 'ServerClient' } } },
  types: {
    ServerClient: {
      members: { sendEmail: sends(POSTMARK_FIELDS, '0'), sendEmailWithTemplate: sends(POSTMARK_FIELDS, '0') },
    },
  },
};
export const nestMailer: LibraryModel = {
  packages: ['@nestjs-modules/mailer'],
  exports: { MailerService: {} },
  types: { MailerService: { members: { sendMail: sends(NEST_FIELDS, '0') } } },
};

/** What goes to a telephone: the text, and that somebody pays for it. */
function texting(...slots: readonly string[]): MemberSpec {
  return {
    call: {
      sinks: slots.map((at): SinkSpec => ({ at, kind: 'told', deep: true })),
      returns: 'Promise<unknown>',
      roles: [{ role: 'message.send', parts: { message: '0' } }],
    },
  };
}

/** https://www.twilio.com/docs/libraries/reference/twilio-node/: `client.messages.create({ body, to, from })`. */
const twilioClient: MemberSpec = { call: { sinks: presentedAt('the auth token', '1'), returns: 'Client' } };
export const twilio: LibraryModel = {
  packages: ['twilio'],
  exports: {
    '=': { ...twilioClient, construct: { ...twilioClient.call } },
    default: { ...twilioClient, construct: { ...twilioClient.call } },
    Twilio: { ...twilioClient, construct: { ...twilioClient.call } },
  },
  types: {
    Client: {
      declared: ['twilio#Twilio'],
      members: { messages: { type: 'Messages' }, calls: { type: 'Calls' } },
    },
    Messages: {
      declared: ['twilio#MessageListInstance'],
      members: { create: texting('0.body', '0.contentVariables') },
    },
    Calls: { declared: ['twilio#CallListInstance'], members: { create: texting('0.twiml') } },
  },
};

/** https://developer.vonage.com/en/messaging/sms/code-snippets/send-an-sms: `vonage.sms.send({ to, from, text })`. */
export const vonage: LibraryModel = {
  packages: ['@vonage/server-sdk'],
  exports: { Vonage: { construct: { sinks: presentedAt('the API secret', '0.apiSecret'), returns: 'Client' } } },
  types: {
    Client: { declared: ['@vonage/server-sdk#Vonage'], members: { sms: { type: 'Sms' } } },
    Sms: { declared: ['@vonage/sms#SMS'], members: { send: texting('0.text') } },
  },
};

export const MAIL_MODELS: readonly LibraryModel[] = [
  nestMailer,
  postmark,
  resend,
  sendgrid,
  ses,
  sesV2,
  twilio,
  vonage,
];
