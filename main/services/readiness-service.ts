import type { Database } from 'better-sqlite3'
import type { HandlersFor } from '../../preload/contract/area.ts'
import { type Finding, type Verdict, verdicts } from '../../preload/contract/common.ts'
import { AppError } from '../../preload/contract/errors.ts'
import type { ReadinessItem, RulePackInfo, readiness } from '../../preload/contract/readiness.ts'
import { t } from '../../preload/contract/words.ts'
import { evaluateVm, verdictOf } from '../domain/readiness/evaluate.ts'
import type { RulePack } from '../domain/readiness/pack.types.ts'
import { loadPack, packIds } from '../domain/readiness/packs.ts'
import { compileFilter } from './inventory/filter-sql.ts'
import { atOnce, type Turns } from './lab/in-turns.ts'
import type { Derive, LabStore, Touched } from './lab/lab-store.types.ts'
import { readFacts } from './readiness-facts.ts'
import { touchedMachines } from './readiness-touched.ts'

const labPack = (db: Database): string => db.prepare('SELECT rule_pack FROM lab').pluck().get() as string

/** The pack that this connection's last verdicts were made under: renaming a lab must not judge every machine anew. */
const judgedUnder = new WeakMap<Database, string>()

/** Judges the touched machines (or all) under the lab's pack, inside the transaction that changed them. */
export const deriveReadiness: Derive = Object.assign((db: Database, touched: Touched): void => atOnce(derive(db, touched)), {
  inTurns: (db: Database, touched: Touched): Iterable<void> => derive(db, touched),
})

function* derive(db: Database, touched: Touched): Turns<void> {
  const packId = labPack(db)
  const newPack = touched.has('lab') && judgedUnder.get(db) !== packId && packChanged(db)
  const machines = newPack ? 'all' : yield* touchedMachines(db, touched)
  if (machines !== 'all' && machines.length === 0) return
  yield* judge(db, packId, machines)
}

/** What the newest action changed in the lab's row: the clock and the branch bear on no verdict. An import has no such entry. */
const packChanged = (db: Database): boolean => {
  const entries = db
    .prepare("SELECT after FROM change_log WHERE table_name = 'lab' AND job_id = (SELECT job_id FROM change_log ORDER BY id DESC LIMIT 1)")
    .pluck()
    .all() as (string | null)[]
  return entries.length === 0 || entries.some((after) => after === null || 'rule_pack' in (JSON.parse(after) as object))
}

function* judge(db: Database, packId: string, machines: readonly number[] | 'all'): Turns<void> {
  const pack = loadPack(packId)
  if (machines === 'all') db.prepare('DELETE FROM vm_readiness').run()
  const write = db.prepare(
    `INSERT ${machines === 'all' ? '' : 'OR REPLACE'} INTO vm_readiness (vm_id, verdict, blocker_count, warning_count, unknown_count, info_count, first_rule, failing_rules, findings)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let done = 0
  for (const { id, facts } of readFacts(db, machines)) {
    if (++done % 50 === 0) yield
    const findings = evaluateVm(pack, facts)
    const counts = { blocker: 0, warning: 0, unknown: 0, info: 0 }
    const failing: string[] = []
    for (const { severity, rule } of findings) {
      counts[severity]++
      if (severity !== 'info') failing.push(rule)
    }
    write.run(
      id,
      verdictOf(findings),
      counts.blocker,
      counts.warning,
      counts.unknown,
      counts.info,
      failing[0] ?? null,
      failing.length === 0 ? '' : ` ${failing.join(' ')} `,
      JSON.stringify(findings),
    )
  }
  judgedUnder.set(db, packId)
}

/** Verdicts and findings of an open lab. */
export const createReadinessService = ({
  store,
  actor = 'console',
}: {
  store: LabStore
  actor?: string
}): HandlersFor<typeof readiness> => {
  const { db } = store
  return {
    vm: ({ id }) => {
      const [item] = storedItems(db, 'v.id = ?', [id])
      if (!item) throw new AppError({ code: 'not-found', field: 'id', message: t('This machine is gone.'), remedy: t('Refresh the list.') })
      return item
    },
    packs: () => {
      const own = labPack(db)
      return packIds.map((id) => packInfo(loadPack(id), own))
    },
    compare: ({ rulePack }) => compared(db, rulePack),
    usePack: ({ rulePack }) => {
      const before = labPack(store.db)
      if (rulePack === before) return { jobId: null }
      const name = t('Use rules {rulePack} instead of {before}', { rulePack, before })
      const lab = store.db.prepare('SELECT name FROM lab').pluck().get() as string
      const action = { kind: 'rules.use', name, actor, target: { kind: 'lab', id: 1, name: lab } }
      // The verdicts follow in the same transaction: `deriveReadiness` sees another pack and judges every machine.
      return { jobId: store.apply(action, (tx) => tx.update('lab', 1, { rule_pack: rulePack })).jobId }
    },
    summary: () => {
      const pack = loadPack(labPack(db))
      const counts = new Map(
        db
          .prepare("SELECT coalesce(r.verdict, 'unknown'), count(*) FROM vm v LEFT JOIN vm_readiness r ON r.vm_id = v.id GROUP BY 1")
          .raw()
          .all() as [Verdict, number][],
      )
      // Machines share few sets of rules, and there are many rules.
      const perRule = new Map<string, number>()
      const sets = db.prepare('SELECT failing_rules, count(*) FROM vm_readiness GROUP BY 1').raw().all() as [
        rules: string,
        machines: number,
      ][]
      for (const [rules, machines] of sets)
        for (const rule of new Set(rules.split(' '))) perRule.set(rule, (perRule.get(rule) ?? 0) + machines)
      return {
        rulePack: pack.id,
        verdicts: verdicts.map((verdict) => ({ verdict, count: counts.get(verdict) ?? 0, where: `readiness:${verdict}` })),
        rules: pack.rules
          .filter((rule) => rule.severity !== 'info')
          .map((rule) => ({
            rule: rule.id,
            title: t(rule.title),
            severity: rule.severity,
            count: perRule.get(rule.id) ?? 0,
            where: `failing=${rule.id}`,
          })),
      }
    },
  }
}

const mostCompared = 200

const compared = (db: Database, rulePack: string) => {
  const pack = loadPack(rulePack)
  const stored = new Map(db.prepare('SELECT vm_id, verdict FROM vm_readiness').raw().all() as [id: number, verdict: Verdict][])
  const earlier = new Map<Verdict, number>()
  const later = new Map<Verdict, number>()
  const changes: { id: number; name: string; before: Verdict; after: Verdict; reason: string | null }[] = []
  for (const { id, facts } of readFacts(db, 'all')) {
    const findings = evaluateVm(pack, facts)
    const [was, is] = [stored.get(id) ?? 'unknown', verdictOf(findings)]
    earlier.set(was, (earlier.get(was) ?? 0) + 1)
    later.set(is, (later.get(is) ?? 0) + 1)
    if (was !== is)
      changes.push({
        id,
        name: facts.name,
        before: was,
        after: is,
        reason: findings.find((one) => one.severity !== 'info')?.message ?? null,
      })
  }
  return {
    rulePack,
    verdicts: verdicts.map((verdict) => ({ verdict, before: earlier.get(verdict) ?? 0, after: later.get(verdict) ?? 0 })),
    changed: changes.length,
    machines: changes.slice(0, mostCompared),
  }
}

const packInfo = (pack: RulePack, own: string): RulePackInfo => ({
  id: pack.id,
  title: t(pack.title),
  inUse: pack.id === own,
  sources: [...new Set(Object.values(pack.sources))],
  conventions: Object.values(pack.policy).map((text) => t(text)),
  rules: pack.rules.map((rule) => ({
    id: rule.id,
    title: t(rule.title),
    severity: rule.severity,
    limit: rule.limit === null ? null : t(rule.limit),
    source: pack.sources[rule.source] ?? rule.source,
    note: rule.note === undefined ? null : t(rule.note),
  })),
  disputes: pack.disputes.map(({ id, question, sides, takes, why }) => ({
    id,
    question: t(question),
    sides: sides.map((side) => t(side)),
    takes: t(takes),
    why: t(why),
  })),
  notChecked: pack.notChecked.map(({ id, why }) => ({ id, why: t(why) })),
})

interface StoredRow {
  id: number
  name: string
  host: string | null
  verdict: Verdict
  findings: string
}

const storedItems = (db: Database, where: string, params: readonly (string | number)[]): ReadinessItem[] =>
  (
    db
      .prepare(
        `SELECT v.id, v.name, h.name AS host, coalesce(r.verdict, 'unknown') AS verdict, coalesce(r.findings, '[]') AS findings FROM vm v
         LEFT JOIN host h ON h.id = v.host_id LEFT JOIN vm_readiness r ON r.vm_id = v.id WHERE ${where} ORDER BY v.name COLLATE NOCASE, v.id`,
      )
      .all(...params) as StoredRow[]
  ).map((row) => ({ ...row, findings: JSON.parse(row.findings) as Finding[] }))

export interface ReadinessReport {
  rulePack: string
  items: ReadinessItem[]
}

/**
 * What `offsite readiness` prints. Under the lab's own pack the stored verdicts; under another one every machine is
 * judged anew and nothing is stored (`readiness:` and `failing:` in `where` still speak of the lab's pack).
 * Throws AppError `rules-unknown`, `filter-syntax`.
 */
export const readinessReport = (db: Database, { rules, where }: { rules?: string; where?: string } = {}): ReadinessReport => {
  const own = labPack(db)
  const pack = loadPack(rules ?? own)
  const filter = compileFilter('vms', where ?? '')
  const items = storedItems(db, filter.sql, filter.params)
  if (pack.id === own) return { rulePack: pack.id, items }
  const findings = new Map<number, Finding[]>()
  for (const { id, facts } of readFacts(
    db,
    items.map((item) => item.id),
  ))
    findings.set(id, evaluateVm(pack, facts))
  return {
    rulePack: pack.id,
    items: items.map((item) => {
      const found = findings.get(item.id) ?? []
      return { ...item, verdict: verdictOf(found), findings: found }
    }),
  }
}
