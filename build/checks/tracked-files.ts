import { readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { inRoot, root } from '../support/paths.ts'
import { capture } from '../support/run.ts'

interface Rule {
  what: string
  found: RegExp
  /** files where it is right */
  except?: RegExp
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

// put together here, so that this file does not hold what it looks for
const registry = ['registry', 'npmjs', 'org'].join('.')

const rules: Rule[] = [
  { what: 'a private key', found: new RegExp(`-----${'BEGIN'} [A-Z ]*PRIVATE KEY-----`) },
  {
    what: 'an access token',
    found: /\b(?:ghp_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|npm_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16}|xox[abp]-[0-9A-Za-z-]{20,})\b/,
  },
  { what: 'a registry login', found: /_(?:authToken|password)\s*=/ },
  {
    what: 'a registry address',
    found: new RegExp(`https?://(?:[^\\s"'/]*${literally(registry)}|[^\\s"']*(?:/api/npm/|artifactory|verdaccio|nexus))`, 'i'),
  },
]

/** Paths that name a machine's folders: the clone's own place and the user's home, and the usual shapes of both. */
export const machinePaths = (clone: string, home: string): RegExp =>
  new RegExp(
    [
      literally(clone),
      home.length > 5 ? literally(home) : undefined,
      '/home/[a-z][a-z0-9_-]*/',
      '/Users/[A-Za-z][\\w.-]*/',
      '[A-Z]:\\\\\\\\?Users\\\\\\\\?\\w',
    ]
      .filter(Boolean)
      .join('|'),
  )

/** What a text holds that does not belong in the repository, with its line number. */
export const findForeign = (file: string, text: string, paths: RegExp): string[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      [...rules, { what: "a machine's path", found: paths } as Rule]
        .filter((rule) => !rule.except?.test(file) && rule.found.test(line))
        .map((rule) => `${file}:${index + 1} holds ${rule.what}`),
    )

const largestBytes = 4 * 1024 * 1024

const isSmallFile = (path: string): boolean => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size < largestBytes
}

const notOurs = new Set(['.git', 'node_modules', 'out', 'dist'])

/** What git tracks or would track; without git, or outside a checkout, every file but those of the folders that .gitignore names. */
const ourFiles = async (): Promise<string[]> => {
  const listed = await capture('git', ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']).catch(
    () => ({ code: 1, stdout: '', stderr: '' }),
  )
  if (listed.code === 0) return listed.stdout.split('\0').filter((file) => file !== '')
  const below = (folder: string): string[] =>
    readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
      if (folder === '.' && notOurs.has(entry.name)) return []
      return entry.isDirectory() ? below(path) : [path]
    })
  return below('.')
}

/** Looks through every file of the project. */
export const checkTrackedFiles = async (): Promise<string[]> => {
  const paths = machinePaths(root, userInfo().homedir || homedir())
  return (await ourFiles())
    .filter((file) => isSmallFile(inRoot(file)))
    .flatMap((file) => {
      const bytes = readFileSync(inRoot(file))
      return bytes.includes(0) ? [] : findForeign(file, bytes.toString('utf8'), paths)
    })
}
