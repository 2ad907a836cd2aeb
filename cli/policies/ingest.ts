import { counted } from '../../domain/words.ts';
import { openSession } from '../commands/session.ts';
import { POLICIES_DIRECTORY, uploadPolicies } from '../demo/seedLearning.ts';
import { Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';

/** Uploads the policies of a folder; the platform reads them in its own time. */
export async function ingestPolicies(directory = POLICIES_DIRECTORY): Promise<void> {
  const files = await uploadPolicies(openSession('admin'), directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new Failure('missing', `there is no folder ${directory}`);
    throw error;
  });
  if (files.length === 0) throw new Failure('missing', `no .docx, .md or .txt in ${directory}`);
  line(`${counted(files.length, 'policy', 'policies')} uploaded: ${files.join(', ')}`);
}
