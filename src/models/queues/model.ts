/** Queues and streams of messages: KafkaJS, amqplib, BullMQ, SQS. Whoever may write to one chooses what arrives. */
import { Form, JSON_FORM } from '../../flow/forms.js';
import { source } from '../shared/client.js';
import type { LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, password, PROMISED } from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';
import { BROKER_MODELS } from './brokers.js';

const TEXT = source({ kind: 'message.body', form: Form.String });
/** What a program has put into its own queue: texts of its clients may be in it, the structure is its own. */
const JOB_DATA = source({ kind: 'message.job', form: JSON_FORM });
const HEADERS = source({ kind: 'message.headers', form: Form.Object });

/** https://kafka.js.org/docs/consuming */
export const kafka = {
  packages: ['kafkajs'],
  exports: { Kafka: { construct: { sinks: password('0.sasl.password'), returns: 'Kafka' } } },
  types: {
    Kafka: { members: { consumer: { call: { returns: 'Consumer' } }, producer: { call: { returns: 'Producer' } } } },
    Consumer: {
      members: {
        run: {
          call: {
            callbacks: [
              { at: '0.eachMessage', args: ['EachMessagePayload'], when: 'later' },
              { at: '0.eachBatch', args: ['EachBatchPayload'], when: 'later' },
            ],
            returns: 'Promise<void>',
          },
        },
        ...members('connect disconnect subscribe', PROMISED),
      },
    },
    Producer: { members: members('connect disconnect send sendBatch', PROMISED) },
    EachMessagePayload: { members: { message: { type: 'KafkaMessage' }, topic: { type: 'string' } } },
    EachBatchPayload: { members: { batch: { type: 'Batch' } } },
    Batch: { members: { messages: { type: 'KafkaMessage[]' } } },
    KafkaMessage: {
      declared: ['kafkajs#MessageSetEntry', 'kafkajs#RecordBatchEntry'],
      members: { value: TEXT, key: TEXT, headers: HEADERS },
    },
  },
} as const satisfies LibraryModel;

const connects: MemberSpec = {
  call: {
    sinks: [...connectionString('0'), ...password('0.password')],
    callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, 'Connection'], when: 'later' as const })),
    returns: 'Promise<Connection>',
  },
};
const channels: MemberSpec = {
  call: { callbacks: [{ at: '0', args: [FAILURE, 'Channel'], when: 'later' }], returns: 'Promise<Channel>' },
};
/** https://amqp-node.github.io/amqplib/channel_api.html, with promises and with callbacks. */
export const amqp = {
  packages: ['amqplib', 'amqplib/callback_api'],
  exports: { default: { members: { connect: connects } }, connect: connects },
  types: {
    Connection: {
      declared: ['amqplib#ChannelModel'],
      members: { ...members('createChannel createConfirmChannel', channels) },
    },
    Channel: {
      declared: ['amqplib#ConfirmChannel'],
      members: {
        consume: { call: { callbacks: [{ at: '1', args: ['Message'], when: 'later' }], returns: 'Promise<unknown>' } },
        get: { call: { returns: 'Promise<Message>' } },
        ...members('publish sendToQueue ack nack', { call: { returns: 'unknown' } }),
      },
    },
    Message: { declared: ['amqplib#ConsumeMessage'], members: { content: TEXT, properties: { type: 'Properties' } } },
    Properties: { declared: ['amqplib#MessageProperties'], members: { headers: HEADERS } },
  },
} as const satisfies LibraryModel;

/** https://docs.bullmq.io/guide/workers */
export const bullMq = {
  packages: ['bullmq'],
  exports: {
    Worker: {
      construct: {
        sinks: password('2.connection.password'),
        callbacks: [{ at: '1', args: ['Job'], when: 'later' }],
        returns: 'Worker',
      },
    },
    Queue: { construct: { sinks: password('1.connection.password'), returns: 'Queue' } },
  },
  types: {
    Worker: {
      members: { on: { call: { callbacks: [{ at: '1', args: [null, null], when: 'later' }], returns: 'this' } } },
    },
    Queue: {
      members: {
        add: { call: { returns: 'Promise<unknown>', roles: [{ role: 'queue.put', parts: { data: '1' } }] } },
        addBulk: { call: { returns: 'Promise<unknown>', roles: [{ role: 'queue.put', parts: { jobs: '0' } }] } },
        close: PROMISED,
      },
    },
    Job: { members: { data: JOB_DATA, name: { type: 'string' }, id: { type: 'string' } } },
  },
} as const satisfies LibraryModel;

const received: MemberSpec = { call: { returns: 'Promise<Received>' } };
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html: other commands answer no messages. */
export const sqs = {
  packages: ['@aws-sdk/client-sqs'],
  exports: {
    SQSClient: { construct: { sinks: password('0.credentials.secretAccessKey'), returns: 'SQSClient' } },
    SQS: { construct: { sinks: password('0.credentials.secretAccessKey'), returns: 'SQSClient' } },
  },
  types: {
    SQSClient: { declared: ['@aws-sdk/client-sqs#SQS'], members: { send: received, receiveMessage: received } },
    Received: {
      declared: ['@aws-sdk/client-sqs#ReceiveMessageCommandOutput', '@aws-sdk/client-sqs#ReceiveMessageResult'],
      members: { Messages: { type: 'Message[]' } },
    },
    Message: { members: { Body: TEXT, MessageAttributes: HEADERS } },
  },
} as const satisfies LibraryModel;

export const QUEUE_MODELS: readonly LibraryModel[] = [amqp, bullMq, kafka, sqs, ...BROKER_MODELS];
