import type { Named } from '../naming.ts';
import { moneyText } from './moneyText.ts';

const VENDOR_NAMES: Record<string, string> = { stripe: 'Stripe', zuora: 'Zuora' };
const vendorName = (vendor: string) => VENDOR_NAMES[vendor] ?? vendor;

interface NamedEffect {
  vendor: string;
  amountMinor: number | null;
  currency: string | null;
}
const amountOf = ({ amountMinor, currency }: NamedEffect) =>
  amountMinor === null || currency === null ? 'an unknown amount' : moneyText(amountMinor, currency);

/** How people call a call to a vendor of which nobody knows what became. */
export const nameUnclearCall = (effect: NamedEffect & { about: string; question: string }): Named => ({
  title: `Did ${vendorName(effect.vendor)} pay ${amountOf(effect)}?`,
  subtitle: effect.about,
  sentence: effect.question,
});

/** How people call what the books and a vendor disagree about. */
export const nameUnexplained = (found: NamedEffect & { count: number; vendorId: string; question: string }): Named => ({
  title:
    found.count === 1
      ? `${amountOf(found)} at ${vendorName(found.vendor)} that the books do not explain`
      : `${found.count} refunds at ${vendorName(found.vendor)} that the books do not explain`,
  subtitle: found.count === 1 ? found.vendorId : amountOf(found),
  sentence: found.question,
  search: [found.vendorId],
});
