import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

export interface QueueMessage {
  messageId: string;
  body: string;
  receiptHandle: string;
  receiveCount: number;
}

export interface QueueClient {
  /** Long poll, up to `waitSeconds` and 10 messages. Hidden from others for `visibilitySeconds`. */
  receive(
    queueUrl: string,
    waitSeconds: number,
    visibilitySeconds: number,
    signal: AbortSignal,
  ): Promise<QueueMessage[]>;
  delete(queueUrl: string, receiptHandle: string): Promise<void>;
  /** Makes a taken message visible again after a second. */
  release(queueUrl: string, receiptHandle: string): Promise<void>;
  send(queueUrl: string, body: string): Promise<string>;
  /** Address of the queue that takes what could not be taken from this one; null where it has none. */
  deadLettersOf(queueUrl: string): Promise<string | null>;
}

export interface QueueSettings {
  region: string;
  endpoint: string | undefined;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
}

/** SQS by the official SDK, one attempt per call. Without explicit keys the SDK's own credential chain applies. */
export function createQueueClient(settings: QueueSettings): QueueClient {
  const { accessKeyId, secretAccessKey } = settings;
  const client = new SQSClient({
    region: settings.region,
    maxAttempts: 1,
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  });
  return {
    async receive(queueUrl, waitSeconds, visibilitySeconds, signal) {
      const answer = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          WaitTimeSeconds: waitSeconds,
          VisibilityTimeout: visibilitySeconds,
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
        { abortSignal: signal },
      );
      return (answer.Messages ?? []).map((message) => ({
        messageId: message.MessageId ?? '',
        body: message.Body ?? '',
        receiptHandle: message.ReceiptHandle ?? '',
        receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
      }));
    },
    async delete(queueUrl, receiptHandle) {
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
    },
    async release(queueUrl, receiptHandle) {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 1 }),
      );
    },
    async deadLettersOf(queueUrl) {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
      );
      const { deadLetterTargetArn: arn } = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as {
        deadLetterTargetArn?: string;
      };
      const [owner, name] = arn?.split(':').slice(-2) ?? [];
      if (!owner || !name) return null;
      const { QueueUrl } = await client.send(
        new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: owner }),
      );
      return QueueUrl ?? null;
    },
    async send(queueUrl, body) {
      return (await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }))).MessageId ?? '';
    },
  };
}
