// Must be the first import of entry.tsx: zod reads this setting when the contract's schemas are made.
import '../../preload/contract/jitless.ts'
