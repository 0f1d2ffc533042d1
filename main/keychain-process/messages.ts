/** The service under which every entry of this console lies in the OS keychain. */
export const keychainService = 'Offsite Console'

export type KeychainOperation =
  | { op: 'set'; account: string; value: string }
  | { op: 'has'; account: string }
  | { op: 'delete'; account: string }
  /** Writes, reads and removes an entry of its own: the only honest proof that secrets can be kept. */
  | { op: 'probe' }

export type KeychainRequest = KeychainOperation & { id: number }
export type KeychainAnswer = { id: number } & ({ ok: true; value: string | boolean | null } | { ok: false; reason: string })
