import { defineSignal } from '@temporalio/workflow';

/** Something has changed in the books: look. Carries nothing, so it may come twice or late. */
export const lookSignal = defineSignal<[]>('look');
