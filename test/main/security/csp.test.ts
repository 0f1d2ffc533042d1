import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../main/security/csp.ts'

test('the policy, word by word', () => {
  expect(contentSecurityPolicy('c2l4dGVlbiBieXRlcyEh')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-c2l4dGVlbiBieXRlcyEh'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
})

test('nothing unsafe', () => {
  expect(contentSecurityPolicy('c2l4dGVlbiBieXRlcyEh')).not.toContain('unsafe')
})

test.each(['', 'short', "aaaaaaaaaaaaaaaa'; script-src *", 'aaaaaaaaaaaaaaaa bbbb'])('refuses the nonce %j', (nonce) => {
  expect(() => contentSecurityPolicy(nonce)).toThrow(TypeError)
})
