import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';

/** Every mail that is ever sent, by the area that sends it, with what it tells. */
const MAIL_TEMPLATES = mergeNamed(AREAS, 'mailTemplates');
export type MailTemplate = keyof typeof MAIL_TEMPLATES;

/** What a message tells, after “that”; null for one of an older version. */
export const toldBy = (template: string): string | null =>
  Object.hasOwn(MAIL_TEMPLATES, template) ? MAIL_TEMPLATES[template as MailTemplate] : null;
