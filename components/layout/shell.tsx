import { BookOpen, LogOut } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, Suspense } from 'react';
import { Button } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
import { Commands } from './commands';
import { ConnectionBanner } from './connection-banner';
import { Logo } from './logo';
import { LogoutButton } from './logout-button';
import { BottomLinks, SideLinks } from './nav-links';
import { NavigationProgress } from './navigation-progress';
import { SearchButton, SearchIconButton, ShortcutsButton } from './search-button';
import type { Theme } from './theme';
import { ThemeMenu } from './theme-menu';

function Brand() {
  return (
    <Link href="/" className="flex items-center gap-2 rounded-md text-base font-semibold tracking-tight">
      <Logo className="size-6" />
      Almanac
    </Link>
  );
}

/** The frame around every page: a side bar on a desktop, a head line and a thumb bar on a phone. */
export function Shell({ theme, canLogOut, children }: { theme: Theme; canLogOut: boolean; children: ReactNode }) {
  const tools = (
    <>
      <ThemeMenu initial={theme} />
      {canLogOut && (
        <LogoutButton>
          <LogOut aria-hidden />
        </LogoutButton>
      )}
    </>
  );
  return (
    <Commands>
      <Suspense>
        <NavigationProgress />
      </Suspense>
      <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium text-white focus-visible:translate-y-0"
        >
          Skip to content
        </a>
        <aside className="hidden border-r lg:block">
          <div className="sticky top-0 flex h-dvh flex-col px-3 py-4">
            <div className="px-2">
              <Brand />
            </div>
            <SearchButton className="mt-5" />
            <nav aria-label="Main" className="mt-4 flex-1 overflow-y-auto">
              <SideLinks />
            </nav>
            <div className="flex items-center gap-1">
              {tools}
              <Tooltip content="API reference">
                <Button asChild variant="ghost" size="icon">
                  <Link href="/docs" prefetch={false} aria-label="API reference">
                    <BookOpen aria-hidden />
                  </Link>
                </Button>
              </Tooltip>
              <ShortcutsButton />
            </div>
          </div>
        </aside>
        <header className="sticky top-0 z-30 flex h-13 items-center justify-between border-b bg-canvas/90 px-4 backdrop-blur lg:hidden">
          <Brand />
          <div className="flex items-center">
            <SearchIconButton />
            {tools}
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[100rem] px-4 pt-5 pb-24 outline-none sm:px-6 lg:px-8 lg:pt-7 lg:pb-12"
        >
          <ConnectionBanner />
          {children}
        </main>
        <nav aria-label="Main" className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
          <BottomLinks />
        </nav>
      </div>
    </Commands>
  );
}
