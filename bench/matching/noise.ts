import type { Random } from './random.ts';

const FIRST =
  'Anna Ben Carla David Elena Farid Greta Hanna Ivan Julia Karim Lena Maria Nadia Omar Paula Rahul Sara Tomas Vera Ahmed Aisha John Mary Peter Susan Li Wei Noor Yusuf Ines Marco Pierre Claire Olga Piotr'.split(
    ' ',
  );
const LAST =
  'Smith Jones Khan Mueller Schmidt Garcia Rossi Novak Kowalski Dubois Martin Ali Singh Chen Wang Silva Costa Hansen Larsen Nguyen Tanaka Brown Taylor Weber Fischer Moreau Bianchi Horvat Popescu Ivanova Schneider Malik Hussain Petrov Andersson'.split(
    ' ',
  );
const TRADE =
  'Bakery Logistics Media Software Design Consulting Foods Garden Print Motors Travel Studio Energy Textiles Clinic Hosting Security Optics Marine Steel'.split(
    ' ',
  );
const FORM = ['GmbH', 'Ltd', 'Inc', 'SA', 'BV', 'LLC', 'AG', 'SRL', ''];
const SYLLABLES = 'ka ro mi ven dor sal tri bel nor zan pu lex cor vi ta mon quil ra fen os'.split(' ');

const madeUp = (random: Random): string => {
  const text = Array.from({ length: random.between(2, 4) }, () => random.pick(SYLLABLES)).join('');
  return text[0]?.toUpperCase() + text.slice(1);
};

/** Names with the collisions that real ones have: few common surnames, companies that share a trade. */
export function clientName(random: Random): string {
  if (random.chance(0.35)) {
    const skewed = LAST[Math.floor(random.next() ** 2 * LAST.length)] ?? 'Smith';
    return `${random.pick(FIRST)} ${random.chance(0.3) ? `${madeUp(random)} ` : ''}${skewed}`;
  }
  const first = random.chance(0.75) ? madeUp(random) : random.pick(LAST);
  return `${first} ${random.pick(TRADE)} ${random.pick(FORM)}`.trim();
}

/**
 * A payer as a bank writes it: upper case, cut, the words turned round, a first name as a letter, somebody else's name, or
 * nothing.
 */
export function payerOf(name: string, random: Random): { payer: string | null; tells: boolean } {
  const how = random.weighted({ whole: 52, cut: 24, turned: 8, first_letter: 5, missing: 7, other: 4 });
  if (how === 'missing') return { payer: null, tells: false };
  if (how === 'other') return { payer: clientName(random).toUpperCase(), tells: false };
  const words = name.split(' ');
  if (how === 'turned') return { payer: [...words.slice(1), words[0]].join(' ').toUpperCase(), tells: true };
  if (how === 'first_letter')
    return { payer: [`${words[0]?.[0]}`, ...words.slice(1)].join(' ').toUpperCase(), tells: false };
  const shown = how === 'cut' ? name.slice(0, random.between(9, 18)).trim() : name;
  // A few letters of a common name lead to nobody.
  return { payer: random.chance(0.8) ? shown.toUpperCase() : shown, tells: shown === name || shown.length > 12 };
}

const PHRASES = [
  'SEPA CREDIT TRANSFER',
  'Ueberweisung',
  'FASTER PAYMENT',
  'Gutschrift',
  'BGC',
  'payment',
  'thank you',
  'Virement',
];

const garbled = (number: string, random: Random): string => {
  const at = random.between(Math.max(0, number.length - 4), number.length - 1);
  return random.chance(0.5)
    ? number.slice(0, at) + number.slice(at + 1)
    : `${number.slice(0, at)}${random.between(0, 9)}${number.slice(at + 1)}`;
};

/** Texts around a reference: phrases, days, amounts and customer numbers, which are no invoice numbers. */
function surrounded(core: string, random: Random): string {
  const parts = [core];
  if (random.chance(0.4)) parts.unshift(random.pick(PHRASES));
  if (random.chance(0.15)) parts.push(`${random.between(1, 28)}.${random.between(1, 12)}.2025`);
  if (random.chance(0.12)) parts.push(`Kd ${random.between(100, 99_999)}`);
  if (random.chance(0.08)) parts.push(`EUR ${random.between(5, 900)},00`);
  return parts.filter(Boolean).join(' ').slice(0, 140);
}

/** What a payer writes to pay these invoices. `names` = numbers that stand in it as they are. */
export function referenceOf(numbers: readonly string[], random: Random): { reference: string | null; intact: boolean } {
  const how = random.weighted({ number: 58, introduced: 14, digits: 6, garbled: 5, phrase: 10, missing: 7 });
  if (how === 'missing') return { reference: null, intact: false };
  if (how === 'phrase') return { reference: surrounded('', random) || null, intact: false };
  const written = numbers.map((number) => {
    if (how === 'garbled') return garbled(number, random);
    if (how === 'digits') return number.replace(/^\D+/, '');
    return how === 'introduced' ? `${random.pick(['Invoice ', 'Rechnung Nr. ', 'Inv. ', 'RE '])}${number}` : number;
  });
  const joined = written.join(random.pick([', ', ' + ', ' ', ' / ']));
  return { reference: surrounded(joined, random), intact: how !== 'garbled' };
}

/** Days from the due day to the payment: most near it, some early, a late tail. */
export function paymentDelay(random: Random): number {
  const how = random.weighted({ early: 25, near: 50, late: 20, tail: 5 });
  if (how === 'early') return -random.between(4, 13);
  if (how === 'near') return random.between(-3, 3);
  return how === 'late' ? random.between(4, 15) : random.between(16, 60);
}
