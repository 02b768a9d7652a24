import { endpoint } from '@/lib/http/endpoint';
import { login, loginRequest, logout, sessionState, stateOf } from '@/lib/http/login';
import { route } from '@/lib/http/route';

const shared = { tags: ['session'], response: sessionState, open: true };

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/session', {
  GET: route({
    ...shared,
    operation: 'getSession',
    summary: 'Whether a key is needed here, and whether this client has shown it',
    handler: ({ principal }) => stateOf(principal),
  }),
  POST: route({
    ...shared,
    operation: 'login',
    summary: 'Log in with the API key',
    body: loginRequest,
    headers: { 'Set-Cookie': 'The session, HttpOnly and SameSite=Lax' },
    handler: ({ body, request }) => login(body.apiKey, request),
  }),
  DELETE: route({
    ...shared,
    operation: 'logout',
    summary: 'Log out',
    headers: { 'Set-Cookie': 'Takes the session away' },
    handler: ({ request }) => logout(request),
  }),
});
