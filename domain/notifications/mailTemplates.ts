import * as AREAS from '../areas.ts';
import { mergeLists } from '../merge.ts';

/** Every mail that is ever sent, by the area that sends it. */
const MAIL_TEMPLATES = mergeLists(AREAS, 'mailTemplates');
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];
