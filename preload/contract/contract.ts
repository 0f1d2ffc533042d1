import type { Area } from './area.ts'
import { clock } from './clock.ts'
import { connect } from './connect.ts'
import { dashboard } from './dashboard.ts'
import { imports } from './imports.ts'
import { inventory } from './inventory.ts'
import { jobs } from './jobs.ts'
import { mainContract } from './main-areas.ts'
import { plan } from './plan.ts'
import { readiness } from './readiness.ts'
import { recoveryPlans } from './recovery-plans.ts'
import { replication } from './replication.ts'
import { runAsAccounts } from './run-as-accounts.ts'
import { session } from './session.ts'
import { setup } from './setup.ts'

/** The registry: one line an area. The router, the preload's allow-list and the clients are derived from it. */
export const contract = {
  ...mainContract,
  session,
  inventory,
  imports,
  readiness,
  setup,
  plan,
  runAsAccounts,
  dashboard,
  clock,
  replication,
  recoveryPlans,
  connect,
  jobs,
} as const

export type Contract = typeof contract
export type AreaName = keyof Contract
export const areas: readonly Area[] = Object.values(contract)
