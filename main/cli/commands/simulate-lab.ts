import { plural, t } from '../../../preload/contract/words.ts'
import type { ItemView } from '../../domain/replication/views.ts'
import { setSeed } from '../../services/replication/lab-seed.ts'
import { type Outcome, optional, required, type Values, wholeNumber } from '../command.ts'
import type { CommandIo } from '../io.ts'
import { durationMs, iso, type LabTime, withLabTime } from '../lab-time.ts'
import { labPath } from '../labs.ts'
import { bytesText, tableText } from '../table.ts'

/** Plays the clock of a lab and tells where its items stand then. */
export const simulateLab = (values: Values, io: CommandIo): Promise<Outcome> => {
  const byMs = durationMs(required(values, 'for'), '--for')
  const text = optional(values, 'seed')
  const seed = text === undefined ? undefined : wholeNumber(text, '--seed', 0, 2 ** 32 - 1)
  return withLabTime(labPath(values, io), io, async (time) => {
    if (seed !== undefined) setSeed(time.simulation, seed)
    await time.clock.run({ atMs: time.simulation.nowMs + byMs })
    return told(time)
  })
}

const ledger = (item: ItemView): boolean => !['M0', 'M17'].includes(item.state)

const told = ({ simulation, store }: LabTime): Outcome => {
  const sim = simulation.live
  const names = new Map(
    (store.db.prepare('SELECT p.id, v.name FROM protected_item p JOIN vm v ON v.id = p.vm_id').all() as { id: number; name: string }[]).map(
      (row) => [row.id, row.name],
    ),
  )
  const items: { name: string; state: string; rpoSeconds: number | null; backlogBytes: number; recoveryPoints: number }[] = []
  const bytes = { written: 0, sent: 0, pending: 0, superseded: 0, irSent: 0, resyncSent: 0, failbackSent: 0 }
  for (const [id, name] of names) {
    const vm = simulation.nameOf(id)
    const index = vm === undefined ? undefined : sim?.indexOf(vm)
    if (sim === null || index === undefined) continue
    const item = sim.item(index)
    items.push({
      name,
      state: item.state,
      rpoSeconds: item.rpoMs === null ? null : Math.floor(item.rpoMs / 1000),
      backlogBytes: item.pending,
      recoveryPoints: item.points.length,
    })
    if (!ledger(item)) continue
    bytes.written += item.written
    bytes.sent += item.sent
    bytes.pending += item.pending
    bytes.superseded += item.superseded
    bytes.irSent += item.irSent
    bytes.resyncSent += item.resyncSent
    bytes.failbackSent += item.failbackBytes
  }
  const events = simulation.lines
  const sha256OfEventLog = simulation.logHash()
  const now = iso(simulation.nowMs)
  const count = new Map<string, number>()
  for (const item of items) count.set(item.state, (count.get(item.state) ?? 0) + 1)
  return {
    code: 0,
    json: { now, events, sha256OfEventLog, items, bytes },
    text: [
      t('The clock stands at {now}. {events}, sha256 {sha256OfEventLog}.', { now, events: plural(events, 'event'), sha256OfEventLog }),
      '',
      tableText([t('State'), t('Items')], [...count].sort()),
      '',
      t('Written {written} = sent {sent} + pending {pending} + superseded {superseded}', {
        written: bytesText(bytes.written),
        sent: bytesText(bytes.sent),
        pending: bytesText(bytes.pending),
        superseded: bytesText(bytes.superseded),
      }),
    ].join('\n'),
  }
}
