interface AwsEnvironment {
  AWS_REGION: string;
  AWS_ENDPOINT_URL_SQS?: string | undefined;
  AWS_ACCESS_KEY_ID?: string | undefined;
  AWS_SECRET_ACCESS_KEY?: string | undefined;
}

/** How queues are reached; what is not set, AWS's own client finds out. */
export const queueAccess = (env: AwsEnvironment) => ({
  region: env.AWS_REGION,
  endpoint: env.AWS_ENDPOINT_URL_SQS,
  accessKeyId: env.AWS_ACCESS_KEY_ID,
  secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
});
