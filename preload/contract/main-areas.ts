import { labs } from './lab.ts'
import { secrets, shell } from './shell.ts'

/** The areas that main answers for, apart from the engine's: main starts without making those shapes. */
export const mainContract = { shell, secrets, labs } as const
