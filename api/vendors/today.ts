import { sql } from 'drizzle-orm';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { accountWords } from '../../domain/vendors/accountState.ts';
import { VENDOR_NAMES } from '../../domain/vendors/accounts.ts';
import type { TodayPart } from '../today/todayPart.ts';

export const today: readonly TodayPart[] = [
  {
    section: 'health',
    permission: 'integrations:manage',
    more: { text: 'Connected accounts', href: '/accounts' },
    async read(tx) {
      const rows = await tx
        .select()
        .from(vendorAccounts)
        .where(sql`${vendorAccounts.state} = 'connected' and ${vendorAccounts.source} = 'tenant'`)
        .orderBy(vendorAccounts.vendor);
      return {
        items: rows.map((row) => {
          const { tone, text, next } = accountWords(row.checkedAt ? 'ok' : 'unchecked', row.lastCode);
          return {
            title: `${VENDOR_NAMES[row.vendor]}: ${row.accountName}`,
            subtitle: [text, next].filter(Boolean).join('. '),
            since: row.checkedAt?.toISOString() ?? null,
            tone,
            href: '/accounts',
          };
        }),
      };
    },
  },
];
