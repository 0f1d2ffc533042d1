import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf, serveApp, withNonce } from '../../../main/app/protocol.ts'
import { contentSecurityPolicy } from '../../../main/security/csp.ts'

const folder = mkdtempSync(join(tmpdir(), 'offsite-protocol-'))
const root = join(folder, 'renderer')
const ask = (url: string, method = 'GET', language = 'en') => serveApp(root, () => language)({ url, method })

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
    const nonces = [one, two].map(({ data }) => /<meta name="csp-nonce" content="([^"]+)">/.exec(data.toString())?.[1] ?? '')
    expect(one.headers['Content-Security-Policy']).toBe(contentSecurityPolicy(nonces[0] as string))
    expect(two.headers['Content-Security-Policy']).toBe(contentSecurityPolicy(nonces[1] as string))
    expect(nonces[0]).not.toBe(nonces[1])
    expect(one.headers['Content-Type']).toBe('text/html; charset=utf-8')
    expect(one.headers['X-Content-Type-Options']).toBe('nosniff')
  })

  test('says in which language the page speaks', async () => {
    const answer = await ask('offsite://app/index.html', 'GET', 'en-XA')
    expect(answer.data.toString()).toContain('<html lang="en-XA"><head>')
  })

  test('serves scripts as scripts', async () => {
    const answer = await ask('offsite://app/assets/index.js')
    expect([answer.statusCode, answer.headers['Content-Type'], answer.data.toString()]).toEqual([
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
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['Content-Security-Policy']).toContain("default-src 'none'")
    expect(answer.data).toHaveLength(0)
  })

  test('refuses to be written to', async () => {
    expect((await ask('offsite://app/index.html', 'POST')).statusCode).toBe(405)
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
