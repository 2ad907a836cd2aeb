import { amountText } from '../ui/Money.tsx';
import { Badge, DataTable } from '../ui/parts.tsx';
import type { Fact, Section } from './cardSpec.ts';
import { type ComparedLine, compareLine } from './comparison.ts';
import { FactValue } from './FactValue.tsx';

function verdictText({ verdict, offMinor, currency }: ComparedLine): string {
  if (verdict !== 'differs') return verdict === 'same' ? 'the same' : '';
  if (offMinor === null) return 'differs';
  return `${amountText(Math.abs(offMinor), currency)} too ${offMinor < 0 ? 'little' : 'much'}`;
}

const factOf = (label: string, path: string, as: Fact['as'], currency: string | undefined): Fact => ({
  label,
  path,
  ...(as ? { as } : {}),
  ...(currency ? { currency } : {}),
});

/** What was expected beside what came; what differs is said in words. */
export function Comparison({
  section,
  shown,
  currency,
}: {
  section: Extract<Section, { show: 'compare' }>;
  shown: unknown;
  currency: string | null;
}) {
  const lines = section.lines.flatMap((line) => compareLine(line, shown, currency) ?? []);
  return (
    <DataTable label={section.title} head={['What', section.left, section.right, 'Result']}>
      {lines.map((compared) => {
        const { line, verdict } = compared;
        return (
          <tr key={line.label} className={verdict === 'differs' ? 'differs' : ''}>
            <th scope="row">{line.label}</th>
            <td>
              <FactValue
                fact={factOf(line.label, line.left, line.as, line.leftCurrency)}
                from={shown}
                currency={currency}
              />
            </td>
            <td>
              <FactValue
                fact={factOf(line.label, line.right, line.as, line.rightCurrency)}
                from={shown}
                currency={currency}
              />
            </td>
            <td>
              {verdict !== 'open' && <Badge tone={verdict === 'same' ? 'good' : 'warn'}>{verdictText(compared)}</Badge>}
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}
