import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf, serveApp, withNonce } from '../../../main/app/protocol.ts'
import { contentSecurityPolicy } from '../../../main/security/csp.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-protocol-'))
const root = join(folder, 'renderer')
const ask = (url: string, method = 'GET') => serveApp(root, () => 'en')(new Request(url, { method }))

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '{}')
  writeFileSync(join(root, 'index.html'), '<!doctype html><html lang="en"><head><title>x</title></head></html>')
  writeFileSync(join(root, 'assets', 'index.js'), 'export {}')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the scheme', () => {
  test('serves the document with a policy and a nonce of its own', async () => {
    const [one, two] = await Promise.all([ask('offsite://app/index.html'), ask('offsite://app/index.html')])
    const nonces = await Promise.all(
      [one, two].map(async (answer) => /<meta name="csp-nonce" content="([^"]+)">/.exec(await answer.text())?.[1] ?? ''),
    )
    expect(one.headers.get('content-security-policy')).toBe(contentSecurityPolicy(nonces[0] as string))
    expect(two.headers.get('content-security-policy')).toBe(contentSecurityPolicy(nonces[1] as string))
    expect(nonces[0]).not.toBe(nonces[1])
    expect(one.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(one.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('says in which language the page speaks', async () => {
    const answer = await serveApp(root, () => 'en-XA')(new Request('offsite://app/index.html'))
    expect(await answer.text()).toContain('<html lang="en-XA"><head>')
  })

  test('serves scripts as scripts', async () => {
    const answer = await ask('offsite://app/assets/index.js')
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'export {}',
    ])
  })

  test.each([
    'offsite://app/missing.js',
    'offsite://app/',
    'offsite://app/..%2fsecret.json',
    'offsite://app/%2e%2e/secret.json',
    'offsite://app/assets/..%5c..%5csecret.json',
    'offsite://app//etc/passwd',
    'offsite://app/index.html%00.js',
    'offsite://app/%E0%A4%A',
    'offsite://other/index.html',
  ])('refuses %s, with the policy on the refusal too', async (url) => {
    const answer = await ask(url)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await answer.text()).toBe('')
  })

  test('refuses to be written to', async () => {
    expect((await ask('offsite://app/index.html', 'POST')).status).toBe(405)
  })
})

test('a path never leaves the folder', () => {
  expect(fileOf('/srv/app', 'offsite://app/a/../../x.js')).toBe('/srv/app/x.js')
  expect(fileOf('/srv/app', 'offsite://app/..%2f..%2fx.js')).toBeNull()
  expect(fileOf('/srv/app', 'offsite://app/..%2fapp-2/x.js')).toBeNull()
})

test('a document without a head is a fault of the build', () => {
  expect(() => withNonce('<html></html>', 'x')).toThrow(/head/)
})
