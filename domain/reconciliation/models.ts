export const MODEL_SUBJECT = 'matching-model';

/** The name under which a learned model is stored with every match. */
export const modelName = (version: number): string => `learned-${version}`;

/** How a change of what scores payments is said to whoever approves it. */
export const modelSentence = (from: number): string =>
  `Payments are scored by what was learned in version ${from}, and the machine may approve what it scores`;

/** Why a trained model is in use, or not. */
export const TRAINING_RESULTS = {
  promoted: 'It is better on decisions that people made, and in no kind of them worse',
  needs_person: 'It is better, and waits for people: the machine approves by itself',
  too_little_data: 'Too few payments and invoices to learn from',
  not_plausible: 'Almost nothing that belongs together was found',
  not_enough_data: 'Too few decisions of too few people to compare it by',
  not_better: 'It is not better than what is in use',
  slice_worse: 'It is worse for one kind of payments',
  wrong_automatic: 'It would have approved by itself what a person refused',
} as const;
export type TrainingResult = keyof typeof TRAINING_RESULTS;
