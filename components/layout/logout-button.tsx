'use client';

import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { describe, request } from '../api/client';
import { Button } from '../ui/button';

export function LogoutButton({ children }: { children: ReactNode }) {
  async function logOut() {
    try {
      await request('/api/v1/session', { method: 'DELETE' });
      window.location.assign('/login');
    } catch (error) {
      toast.error('You are still logged in', { description: describe(error) });
    }
  }
  return (
    <Button variant="ghost" size="icon" aria-label="Log out" onClick={logOut}>
      {children}
    </Button>
  );
}
