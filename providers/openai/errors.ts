import OpenAI from 'openai';
import { retryAfterMs, VendorError } from '../vendorError.ts';

export function openAiError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof OpenAI.RateLimitError) {
    if (error.code === 'insufficient_quota') return new VendorError('openai', 'MODEL_QUOTA_EXHAUSTED', 'blocked');
    return new VendorError(
      'openai',
      'OPENAI_RATE_LIMITED',
      'retryable',
      retryAfterMs(error.headers?.get('retry-after')),
    );
  }
  if (error instanceof OpenAI.AuthenticationError || error instanceof OpenAI.PermissionDeniedError) {
    return new VendorError('openai', 'OPENAI_CREDENTIALS', 'blocked');
  }
  if (error instanceof OpenAI.BadRequestError || error instanceof OpenAI.NotFoundError) {
    return new VendorError('openai', 'OPENAI_INVALID_REQUEST', 'blocked');
  }
  return new VendorError('openai', 'OPENAI_UNAVAILABLE', 'retryable');
}
