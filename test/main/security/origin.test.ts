import { describe, expect, test } from 'vitest'
import { isAppUrl } from '../../../main/security/navigation.ts'
import { isLocalUrl } from '../../../main/security/permissions.ts'
import { isOurTopFrame } from '../../../main/security/sender.ts'

describe('the sender', () => {
  const top = { parent: null, origin: 'offsite://app' } as never
  test('is our top frame', () => expect(isOurTopFrame(top)).toBe(true))
  test.each([
    ['no frame', null],
    ['a child frame', { parent: {}, origin: 'offsite://app' }],
    ['another origin', { parent: null, origin: 'https://example.com' }],
    ['another host of the scheme', { parent: null, origin: 'offsite://other' }],
    ['an opaque origin', { parent: null, origin: 'null' }],
  ])('is refused when it is %s', (_, frame) => expect(isOurTopFrame(frame as never)).toBe(false))
  test('is refused when the frame is gone', () => {
    const gone = {
      parent: null,
      get origin(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }
    expect(isOurTopFrame(gone as never)).toBe(false)
  })
})

test.each([
  ['offsite://app/index.html', true],
  ['offsite://app/index.html#part', true],
  ['offsite://app/', false],
  ['offsite://app/other.html', false],
  ['offsite://other/index.html', false],
  ['offsite://user@app/index.html', false],
  ['https://app/index.html', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['', false],
])('%s is the app: %s', (url, expected) => expect(isAppUrl(url)).toBe(expected))

test.each([
  ['offsite://app/assets/index.js', true],
  ['devtools://devtools/bundled/inspector.html', true],
  ['data:image/png;base64,AA==', true],
  ['offsite://app.example.com/x', false],
  ['offsite://other/x', false],
  ['http://localhost/', false],
  ['https://example.com/', false],
  ['ws://127.0.0.1:9/', false],
  ['file:///etc/passwd', false],
])('a request for %s may leave the page: %s', (url, expected) => expect(isLocalUrl(url)).toBe(expected))
