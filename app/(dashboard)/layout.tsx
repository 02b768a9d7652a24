import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';
import { readTheme, themeCookie } from '@/components/layout/theme';
import { env } from '@/lib/env';
import { requireSession } from '@/lib/http/require-session';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  await requireSession((await headers()).get('x-path') ?? '/');
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <Shell theme={theme} canLogOut={env().ALMANAC_API_KEY !== undefined}>
      {children}
    </Shell>
  );
}
