import type { SecretStore } from '../services/secret-store.ts'

/** What a command touches of the world; tests bring their own. */
export interface CommandIo {
  out(text: string): void
  err(text: string): void
  /** Folder that relative paths mean. */
  cwd: string
  /** Wall clock in ms since 1970. */
  wall(): number
  user: string
  /** IANA name of the machine's time zone. */
  timeZone: string
  version: string
  /** Where copies of labs in read-only places may lie while they are read. */
  workFolder: string
  /** Made on first use: most commands need no keychain. */
  secrets(): SecretStore
}
