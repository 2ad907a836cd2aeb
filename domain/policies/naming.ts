import { oneLine } from '../words.ts';

/** How people call the reading of a policy: by its file. */
export const namePolicyReading = ({ fileName }: { fileName: string }): string =>
  `Read the policy ${oneLine(fileName) ?? 'without a name'}`;
