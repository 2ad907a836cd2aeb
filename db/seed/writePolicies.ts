import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Texts of the three sample policies; written as .docx by `vector:seed --create-policies-dir`. */
const SAMPLE_POLICIES: { file: string; title: string; paragraphs: string[] }[] = [
  {
    file: 'billing-dispute-resolution.docx',
    title: 'Billing Dispute Resolution',
    paragraphs: [
      'Duplicate charges are refunded in full when the gateway shows two captured charges for the same billing period. The refund goes to the original charge, never to another account.',
      'A billing error is refunded up to the disputed amount when the invoice on file supports it. A reviewer confirms every refund; nobody approves a request of their own.',
      'Cancelled service: payments taken after the cancellation date are refunded in full. Payments before that date are refunded only for the unused part of the period.',
    ],
  },
  {
    file: 'service-outage-compensation-policy.docx',
    title: 'Service Outage Compensation Policy',
    paragraphs: [
      'Outages of more than four hours in a billing period entitle a customer to a partial refund of half of that period. Premium customers receive the same share.',
      'Outages announced at least seven days before as maintenance are not compensated.',
    ],
  },
  {
    file: 'historical-dispute-resolutions.docx',
    title: 'Historical Dispute Resolutions',
    paragraphs: [
      'In comparable cases a second payment within one month was refunded in full after the first invoice had been matched.',
      'Unauthorized payments reported within sixty days were refunded after the identity of the customer had been checked; later reports were escalated.',
    ],
  },
];

/** Writes the sample policies as .docx files into `directory`. */
export async function writePolicies(directory: string): Promise<string[]> {
  // docx is a development dependency: only sample files are made with it.
  const { Document, Packer, Paragraph } = await import('docx');
  await mkdir(directory, { recursive: true });
  return Promise.all(
    SAMPLE_POLICIES.map(async ({ file, paragraphs }) => {
      const children = paragraphs.map((text) => new Paragraph({ text }));
      const path = join(directory, file);
      await writeFile(path, await Packer.toBuffer(new Document({ sections: [{ children }] })));
      return path;
    }),
  );
}
