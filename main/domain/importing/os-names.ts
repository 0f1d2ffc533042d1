import { ownText } from './own-text.ts'
export type OsFamily = 'windows' | 'linux'
export type OsArchitecture = 'x64' | 'x86'

export interface OsTraits {
  readonly family: OsFamily | null
  readonly architecture: OsArchitecture | null
}

/**
 * What VMM's operating system list says about a guest (names as in VMM 2012 R2: "64-bit edition of Windows Server 2008
 * Standard", "Red Hat Enterprise Linux 7 (64 bit)", "Unknown"). Null where the name does not tell.
 */
const families: readonly [RegExp, OsFamily][] = [
  [/\bwindows\b|\bhyper-v server\b/i, 'windows'],
  [/\b(linux|red ?hat|rhel|centos|debian|ubuntu|suse|sles|opensuse|fedora|coreos|oracle linux|oel|rocky|alma|kali|mint)\b/i, 'linux'],
]

/** Windows versions that were only ever sold for x64. */
const onlyX64 =
  /windows server (2008 r2|2012|2016|2019|2022|2025|1709|1803|1809|1903|1909|2004|20h2)|hyper-v server (2008 r2|2012|2016|2019)|windows 11/i

const seen = new Map<string, OsTraits>()

export const osTraits = (name: string): OsTraits => {
  const known = seen.get(name)
  if (known !== undefined) return known
  const traits = readTraits(name)
  if (seen.size < 1000) seen.set(ownText(name), traits)
  return traits
}

const readTraits = (name: string): OsTraits => {
  const family = families.find(([pattern]) => pattern.test(name))?.[1] ?? null
  if (/\b(64[ -]?bit|x64|x86_64|amd64)\b/i.test(name) || onlyX64.test(name)) return { family, architecture: 'x64' }
  if (/\b(32[ -]?bit|x86|i[36]86)\b/i.test(name)) return { family, architecture: 'x86' }
  return { family, architecture: null }
}
