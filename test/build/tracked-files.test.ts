import { expect, test } from 'vitest'
import { findForeign, machinePaths } from '../../build/checks/tracked-files.ts'

const paths = machinePaths('/work/clone', '/home/someone')
// written in two parts, so that this file passes the check itself
const join = (...parts: string[]): string => parts.join('')

test.each([
  ['a private key', join('-----BEGIN', ' RSA PRIVATE KEY-----')],
  ['an access token', join('ghp', '_0123456789abcdefghijABCDEFGHIJ012345')],
  ['a registry login', join('//host/:_auth', 'Token=abc')],
  ['a registry address', join('"resolved": "https://registry.', 'npmjs.org/zod/-/zod.tgz"')],
  ['a registry address', join('registry=https://mirror.example/artif', 'actory/api/npm')],
  ["a machine's path", join('/work', '/clone/main/app.ts')],
  ["a machine's path", join('/ho', 'me/alex/project')],
  ["a machine's path", join('C:\\Us', 'ers\\alex')],
])('finds %s', (what, line) => {
  expect(findForeign('file.ts', `first line\n${line}\n`, paths)).toContain(`file.ts:2 holds ${what}`)
})

test.each([
  "import { z } from 'zod'",
  'https://learn.microsoft.com/azure',
  'const home = homedir()',
  'the npm registry',
  '/homepage/index',
])('leaves %s alone', (line) => expect(findForeign('file.ts', line, paths)).toEqual([]))
