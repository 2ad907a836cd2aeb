import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stacks of failures go through the codec too. Loaded by path, also inside the workflow bundle. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
