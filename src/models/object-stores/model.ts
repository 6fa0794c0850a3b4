/** Stores of objects: S3, Google Cloud Storage, Azure Blob Storage. Names are flat there: only a whole one picks any object. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { presentedAt } from '../shared/credentials.js';
import { members, PROMISED } from '../stores/parts.js';

const key = (at: string): SinkSpec => ({ at, kind: 'object-key' });
const file = (at: string): SinkSpec => ({ at, kind: 'path' });

/** What is done with single objects. */
export const OPERATIONS = [
  'GetObject',
  'PutObject',
  'DeleteObject',
  'HeadObject',
  'CopyObject',
  'CreateMultipartUpload',
  'UploadPart',
] as const;
/** The key of the object in the input of an operation. */
export const objectOperation: CallSpec = {
  sinks: [key('0.Key'), key('0.CopySource'), key('0.Delete.Objects[].Key')],
  returns: 'unknown',
};
const s3Client: MemberSpec = {
  construct: { sinks: presentedAt('the secret access key', '0.credentials.secretAccessKey'), returns: 'S3Client' },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html: `..` in a key means nothing to S3. */
export const s3 = {
  packages: ['@aws-sdk/client-s3'],
  exports: {
    ...Object.fromEntries(
      [...OPERATIONS, 'DeleteObjects'].map((name) => [`${name}Command`, { construct: objectOperation }]),
    ),
    S3Client: s3Client,
    S3: s3Client,
  },
  types: {
    S3Client: {
      declared: ['@aws-sdk/client-s3#S3'],
      members: {
        send: PROMISED,
        ...Object.fromEntries(
          OPERATIONS.map((name) => [
            name.charAt(0).toLowerCase() + name.slice(1),
            { call: { ...objectOperation, returns: 'Promise<unknown>' } },
          ]),
        ),
      },
    },
    S3: { extends: 'S3Client' },
  },
} as const satisfies LibraryModel;

const moved: MemberSpec = { call: { sinks: [key('0')], returns: 'Promise<unknown>' } };
export const cloudStorage = {
  packages: ['@google-cloud/storage'],
  exports: {
    Storage: {
      construct: {
        sinks: presentedAt('the private key of the service account', '0.credentials.private_key'),
        returns: 'Storage',
      },
    },
  },
  types: {
    Storage: { members: { bucket: { call: { returns: 'Bucket' } } } },
    Bucket: {
      members: {
        file: { call: { sinks: [key('0')], returns: 'File' } },
        upload: { call: { sinks: [file('0'), key('1.destination')], returns: 'Promise<unknown>' } },
      },
    },
    File: {
      members: {
        ...members('copy move rename', moved),
        download: { call: { sinks: [file('0.destination')], returns: 'Promise<unknown>' } },
        createReadStream: { call: { returns: 'node:stream:Readable' } },
        createWriteStream: { call: { native: 'streams.stored' } },
        ...members('save delete', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;

/** https://min.io/docs/minio/linux/developers/javascript/API.html: the bucket, the name of the object, then files. */
const keyed: MemberSpec = { call: { sinks: [key('1')], returns: 'Promise<unknown>' } };
const keyedFile: MemberSpec = { call: { sinks: [key('1'), file('2')], returns: 'Promise<unknown>' } };
export const minio = {
  packages: ['minio'],
  exports: {
    Client: {
      construct: {
        sinks: [
          ...presentedAt('the secret key', '0.secretKey'),
          { at: '0.endPoint', kind: 'address', within: 'https://' },
        ],
        returns: 'Client',
      },
    },
  },
  types: {
    Client: {
      declared: ['minio#TypedClient'],
      members: {
        getObject: { call: { sinks: [key('1')], returns: 'Promise<node:stream:Readable>' } },
        getPartialObject: { call: { sinks: [key('1')], returns: 'Promise<node:stream:Readable>' } },
        ...members('putObject statObject removeObject presignedGetObject presignedPutObject', keyed),
        ...members('fGetObject fPutObject', keyedFile),
        removeObjects: { call: { sinks: [key('1[]'), key('1[].name')], returns: 'Promise<unknown>' } },
        presignedUrl: { call: { sinks: [key('2')], returns: 'Promise<string>' } },
        copyObject: { call: { sinks: [key('1'), key('2')], returns: 'Promise<unknown>' } },
      },
    },
  },
} as const satisfies LibraryModel;

const blob: MemberSpec = { call: { sinks: [key('0')], returns: 'BlobClient' } };
export const azureBlobs = {
  packages: ['@azure/storage-blob'],
  exports: {
    BlobServiceClient: {
      construct: { returns: 'BlobServiceClient' },
      members: {
        fromConnectionString: {
          call: { sinks: [{ at: '0', kind: 'password', what: 'the key of the store' }], returns: 'BlobServiceClient' },
        },
      },
    },
    ContainerClient: { construct: { returns: 'ContainerClient' } },
    StorageSharedKeyCredential: { construct: { sinks: presentedAt('the account key', '1'), returns: 'unknown' } },
  },
  types: {
    BlobServiceClient: { members: { getContainerClient: { call: { returns: 'ContainerClient' } } } },
    ContainerClient: {
      members: {
        ...members('getBlobClient getBlockBlobClient getAppendBlobClient getPageBlobClient', blob),
        ...members('deleteBlob uploadBlockBlob', { call: { sinks: [key('0')], returns: 'Promise<unknown>' } }),
      },
    },
    BlobClient: {
      declared: ['@azure/storage-blob#BlockBlobClient'],
      members: {
        downloadToFile: { call: { sinks: [file('0')], returns: 'Promise<unknown>' } },
        uploadFile: { call: { sinks: [file('0')], returns: 'Promise<unknown>' } },
        ...members('download downloadToBuffer upload uploadData delete deleteIfExists', PROMISED),
      },
    },
    BlockBlobClient: { extends: 'BlobClient' },
  },
} as const satisfies LibraryModel;

export const OBJECT_STORE_MODELS: readonly LibraryModel[] = [azureBlobs, cloudStorage, minio, s3];
