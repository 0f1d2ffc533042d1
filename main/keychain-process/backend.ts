import { readdirSync, readFileSync } from 'node:fs'

const daemons: readonly (readonly [comm: RegExp, name: string])[] = [
  [/^gnome-keyring/, 'gnome-keyring'],
  [/^(kwalletd|ksecretd)/, 'KWallet'],
  [/^keepassxc/, 'KeePassXC'],
]

/** Which Secret Service daemon runs here, from the process table; the service itself does not give its name away. */
const secretServiceDaemon = (): string | null => {
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const comm = readFileSync(`/proc/${pid}/comm`, 'utf8')
      const known = daemons.find(([pattern]) => pattern.test(comm))
      if (known !== undefined) return known[1]
    } catch {
      // The process ended meanwhile.
    }
  }
  return null
}

/** The keychain of this system, as people know it. */
export const backendName = (platform: NodeJS.Platform = process.platform): string => {
  if (platform === 'win32') return 'Credential Manager'
  if (platform === 'darwin') return 'Keychain'
  const daemon = secretServiceDaemon()
  return daemon === null ? 'Secret Service' : `Secret Service (${daemon})`
}
