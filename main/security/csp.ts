/**
 * The Content-Security-Policy of every response of the app's scheme. Nothing remote, no inline script, no eval; the nonce lets
 * Fluent's style renderer, and nothing else, add style elements.
 */
export const contentSecurityPolicy = (nonce: string): string => {
  if (!/^[A-Za-z0-9+/=_-]{16,}$/.test(nonce)) throw new TypeError('A CSP nonce is at least 16 base64 characters.')
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
