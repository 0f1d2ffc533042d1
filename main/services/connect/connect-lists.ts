import type { Database } from 'better-sqlite3'
import type { ConnectCard, ConnectList, ConnectListId, ConnectStep, ConnectTick } from '../../../preload/contract/connect.ts'
import { connectListIds } from '../../../preload/contract/connect.ts'
import { t } from '../../../preload/contract/words.ts'
import { stepCommands } from '../../domain/connect/commands.ts'
import { isInAzure, type StepSpec, stepsOf } from '../../domain/connect/steps.ts'
import { checksOf, type ItemFacts, itemFactsOf } from './connect-facts.ts'

interface TickRow {
  id: number
  step: string
  verdict: ConnectTick['verdict']
  note: string
  actor: string
  ticked_wall_ms: number
  ticked_ms: number
  azure_created_ms: number | null
}

/** Evidence that counts now, by step: of the source, and of the very machine that stands in Azure. */
export const ticksOf = (db: Database, item: ItemFacts): Map<string, TickRow> => {
  const rows = db
    .prepare('SELECT * FROM connect_tick WHERE protected_item_id = ? AND (azure_created_ms IS NULL OR azure_created_ms = ?) ORDER BY id')
    .all(item.id, item.azure?.createdMs ?? null) as TickRow[]
  return new Map(rows.map((row) => [row.step, row]))
}

const titleOf = (list: ConnectListId, item: ItemFacts): string => {
  switch (list) {
    case 'prepare':
      return t('Prepare a test failover')
    case 'before':
      return t('Before failover, on the on-premises machine')
    case 'after':
      return t('After failover, on the Azure virtual machine')
    case 'verify':
      return item.azure === null ? t('Verify the virtual machine') : t('Verify {name}', { name: item.azure.name })
  }
}

/** The check-lists of an item with what is known and what people kept; undefined when there is no such item. */
export const connectCardOf = (db: Database, id: number): ConnectCard | undefined => {
  const item = itemFactsOf(db, id)
  if (item === undefined) return undefined
  const ticks = ticksOf(db, item)
  const checks = checksOf(db, item)
  const stepOf = (spec: StepSpec): ConnectStep => {
    const tick = ticks.get(spec.id)
    const waits = item.azure === null && isInAzure(spec)
    const check = spec.automatic === true && !waits ? checks[spec.id]?.() : undefined
    const state = waits
      ? 'waiting'
      : check?.holds === true
        ? 'done'
        : tick !== undefined
          ? tick.verdict
          : check !== undefined
            ? 'failed'
            : 'open'
    return {
      id: spec.id,
      text: spec.text,
      reason: spec.reason,
      how: stepCommands[spec.id] ?? null,
      automatic: spec.automatic === true,
      state,
      finding: check?.finding ?? null,
      tick:
        tick === undefined
          ? null
          : {
              id: tick.id,
              verdict: tick.verdict,
              note: tick.note,
              actor: tick.actor,
              wallMs: tick.ticked_wall_ms,
              labMs: tick.ticked_ms,
            },
    }
  }
  return {
    itemId: item.id,
    name: item.name,
    os: item.os,
    osName: item.osName,
    protocol: item.os === 'windows' ? 'RDP' : 'SSH',
    azure:
      item.azure === null
        ? null
        : {
            id: item.azure.id,
            name: item.azure.name,
            test: item.azure.test,
            createdMs: item.azure.createdMs,
            state: item.azure.state,
            addresses: item.azure.addresses,
          },
    lists: connectListIds.map((list): ConnectList => {
      const steps = stepsOf(list, item.os).map(stepOf)
      return {
        id: list,
        title: titleOf(list, item),
        done: steps.filter(({ state }) => state === 'done' || state === 'not-needed').length,
        total: steps.length,
        steps,
      }
    }),
  }
}
