import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scanFiles, scanProcesses } from './secret-scanner.ts'

const secret = 'Kÿ+/%&"x 7Q\\z'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const utf16 = Buffer.from(secret, 'utf16le')
test.each([
  ['UTF-8', Buffer.from(`password=${secret};`)],
  ['UTF-16LE', Buffer.concat([Buffer.from('ab'), utf16, Buffer.from('c')])],
  ['base64', Buffer.from(Buffer.from(`a${secret}b`).toString('base64'))],
  ['base64', Buffer.from(Buffer.from(`ab${secret}b`).toString('base64'))],
  ['base64', Buffer.from(Buffer.from(`abc${secret}`).toString('base64'))],
  ['base64', Buffer.from(Buffer.concat([Buffer.from('x'), utf16]).toString('base64'))],
  ['base64url', Buffer.from(Buffer.from(`a${secret}b`).toString('base64url'))],
  ['URL-encoded', Buffer.from(`?p=${encodeURIComponent(secret)}&q`)],
  ['form-encoded', Buffer.from(new URLSearchParams({ q: secret }).toString())],
  ['JSON', Buffer.from(JSON.stringify({ secret }))],
])('finds a planted secret written as %s', (encoding, bytes) => {
  writeFileSync(join(folder, 'planted'), bytes)
  expect(scanFiles([folder], secret).map((hit) => hit.encoding)).toContain(encoding)
})

test('finds nothing in files that do not hold it', () => {
  writeFileSync(join(folder, 'clean'), `${secret.slice(0, -1)} ${Buffer.from('another').toString('base64')}`)
  expect(scanFiles([folder], secret)).toEqual([])
})

test('finds a secret in a file that is renamed while the folder is read', () => {
  writeFileSync(join(folder, '.half-written'), secret)
  const read = (file: string): Buffer => {
    if (file.endsWith('.half-written')) renameSync(file, join(folder, 'settings'))
    return readFileSync(file)
  }
  expect(scanFiles([folder], secret, read)).toEqual([{ place: join(folder, 'settings'), encoding: 'UTF-8' }])
})

test('does not call a place clean that could not be read', () => {
  writeFileSync(join(folder, 'restless'), secret)
  const read = (): Buffer => readFileSync(join(folder, 'gone'))
  expect(() => scanFiles([folder], secret, read)).toThrow('ENOENT')
})

test('sees a secret in an environment', () => {
  expect(scanProcesses(process.env.PATH ?? 'PATH').length).toBeGreaterThan(0)
})
