'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, describe, request } from '../api/client';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';

/** Trades the API key for a session cookie and goes on to where one wanted to be. */
export function LoginForm({ from }: { from: string }) {
  const [apiKey, setApiKey] = useState('');
  const [missing, setMissing] = useState(false);
  const login = useMutation({
    mutationFn: () => request('/api/v1/session', { method: 'POST', body: { apiKey } }),
    // A whole navigation, so that every page is read anew as the one who has logged in.
    onSuccess: () => window.location.assign(from),
  });
  const wrong = login.error instanceof ApiError && login.error.status === 401;
  const error = missing ? 'Enter the key' : wrong ? 'This is not the key' : login.error ? describe(login.error) : undefined;
  return (
    <form
      noValidate
      className="card flex flex-col gap-4 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(apiKey === '');
        if (apiKey) login.mutate();
      }}
    >
      <Field label="API key" hint="The value of ALMANAC_API_KEY where the server was started" error={error}>
        <Input
          type="password"
          autoComplete="current-password"
          autoFocus
          value={apiKey}
          onChange={({ target }) => setApiKey(target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" pending={login.isPending || login.isSuccess}>
        Log in
      </Button>
    </form>
  );
}
