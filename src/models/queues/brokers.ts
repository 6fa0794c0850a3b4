/** Brokers and queues that call a listener with what arrives: Bull, MQTT, NATS, Google Pub/Sub, Azure Service Bus, SQS. */
import { Form, JSON_FORM } from '../../flow/forms.js';
import { source } from '../shared/client.js';
import type { LibraryModel, MemberSpec } from '../schema.js';
import { connectionString, members, PROMISED } from '../stores/parts.js';

const BYTES = source({ kind: 'message.data', form: Form.String });
const DATA = source({ kind: 'message.data', form: JSON_FORM });

/** What the program itself has put into its queue. */
const JOB = source({ kind: 'message.job', form: JSON_FORM });

const works = (type: string, ...slots: readonly string[]): MemberSpec => ({
  call: { callbacks: slots.map((at) => ({ at, args: [type, null], when: 'later' })), returns: 'Promise<void>' },
});

const queue: MemberSpec = { construct: { sinks: connectionString('1'), returns: 'Queue' }, call: { returns: 'Queue' } };
/** https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueprocess */
export const bull = {
  packages: ['bull'],
  exports: { '=': queue, default: queue },
  types: {
    Queue: {
      members: {
        process: works('Job', '0', '1', '2'),
        ...members('add addBulk close', PROMISED),
        on: { call: { callbacks: [{ at: '1', args: [null, null], when: 'later' }], returns: 'this' } },
      },
    },
    Job: { members: { data: JOB } },
  },
} as const satisfies LibraryModel;

const connects: MemberSpec = { call: { returns: 'MqttClient' } };
const listens: MemberSpec = { call: { native: 'messages.published' } };
/** https://github.com/mqttjs/MQTT.js#event-message */
export const mqtt = {
  packages: ['mqtt'],
  exports: {
    connect: connects,
    connectAsync: { call: { returns: 'Promise<MqttClient>' } },
    default: { members: { connect: connects, connectAsync: { call: { returns: 'Promise<MqttClient>' } } } },
  },
  types: {
    MqttClient: {
      members: {
        ...members('on once addListener', listens),
        ...members('subscribe unsubscribe publish', { call: { returns: 'this' } }),
        ...members('subscribeAsync publishAsync endAsync', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;

const opens: MemberSpec = { call: { returns: 'Promise<NatsConnection>' } };
/** https://github.com/nats-io/nats.js/tree/main/core#subscribing */
export const nats = {
  packages: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
  exports: {
    connect: opens,
    StringCodec: { call: { returns: 'Codec' } },
    JSONCodec: { call: { returns: 'Codec' } },
  },
  types: {
    NatsConnection: {
      members: {
        subscribe: {
          call: { callbacks: [{ at: '1.callback', args: [null, 'Msg'], when: 'later' }], returns: 'Subscription' },
        },
        request: { call: { returns: 'Promise<unknown>' } },
        ...members('publish drain close', PROMISED),
      },
    },
    Subscription: { elements: { type: 'Msg' }, members: { unsubscribe: { call: { returns: 'void' } } } },
    Msg: {
      members: {
        data: BYTES,
        json: { call: { source: { kind: 'message.data', form: JSON_FORM } } },
        string: { call: { source: { kind: 'message.data', form: Form.String } } },
        respond: { call: { returns: 'boolean' } },
      },
    },
    Codec: {
      members: {
        encode: { call: { flows: [{ from: '0', to: 'return', as: 'made' }] } },
        decode: { call: { flows: [{ from: '0', to: 'return', as: 'made' }] } },
      },
    },
  },
} as const satisfies LibraryModel;

/** https://cloud.google.com/pubsub/docs/pull#streamingpull_code_sample: only `message` brings one. */
export const pubSub = {
  packages: ['@google-cloud/pubsub'],
  exports: { PubSub: { construct: { returns: 'PubSub' } } },
  types: {
    PubSub: {
      members: {
        subscription: { call: { returns: 'Subscription' } },
        topic: { call: { returns: 'Topic' } },
      },
    },
    Topic: {
      members: { subscription: { call: { returns: 'Subscription' } }, publishMessage: PROMISED },
    },
    Subscription: {
      members: {
        ...members('on once', {
          call: { callbacks: [{ at: '1', args: ['Message'], when: 'later' }], returns: 'this' },
        }),
        close: PROMISED,
      },
    },
    Message: {
      members: {
        data: BYTES,
        attributes: source({ kind: 'message.headers', form: Form.Object, child: Form.String }),
        ...members('ack nack', { call: { returns: 'void' } }),
      },
    },
  },
} as const satisfies LibraryModel;

/** https://learn.microsoft.com/javascript/api/@azure/service-bus/servicebusreceiver */
export const serviceBus = {
  packages: ['@azure/service-bus'],
  exports: { ServiceBusClient: { construct: { sinks: connectionString('0'), returns: 'ServiceBusClient' } } },
  types: {
    ServiceBusClient: { members: { createReceiver: { call: { returns: 'ServiceBusReceiver' } } } },
    ServiceBusReceiver: {
      members: {
        subscribe: works('ServiceBusReceivedMessage', '0.processMessage'),
        receiveMessages: { call: { returns: 'Promise<ServiceBusReceivedMessage[]>' } },
        getMessageIterator: { call: { returns: 'AsyncIterable<ServiceBusReceivedMessage>' } },
        ...members('completeMessage abandonMessage close', PROMISED),
      },
    },
    ServiceBusReceivedMessage: {
      members: {
        body: DATA,
        applicationProperties: source({ kind: 'message.headers', form: Form.Object }),
      },
    },
  },
} as const satisfies LibraryModel;

/** https://github.com/bbc/sqs-consumer#usage */
export const sqsConsumer = {
  packages: ['sqs-consumer'],
  exports: {
    Consumer: {
      members: {
        create: {
          call: {
            callbacks: [
              { at: '0.handleMessage', args: ['@aws-sdk/client-sqs:Message'], when: 'later' },
              { at: '0.handleMessageBatch', args: ['@aws-sdk/client-sqs:Message[]'], when: 'later' },
            ],
            returns: 'unknown',
          },
        },
      },
    },
  },
} as const satisfies LibraryModel;

export const BROKER_MODELS: readonly LibraryModel[] = [bull, mqtt, nats, pubSub, serviceBus, sqsConsumer];
