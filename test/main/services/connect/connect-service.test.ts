import { expect, test } from 'vitest'
import { createConnectService } from '../../../../main/services/connect/connect-service.ts'
import { createJobsService } from '../../../../main/services/jobs/jobs-service.ts'
import { checkLab } from '../../../../main/services/lab/check.ts'
import { connect as area, type ConnectListId } from '../../../../preload/contract/connect.ts'
import { day, enabled, hour, newTimeLab, type OpenedLab, startMs } from '../replication/time-lab.ts'

const wallMs = 1_900_000_000_000
const serviceOf = (lab: OpenedLab) => createConnectService({ simulation: lab.simulation, actor: 'anna', wall: () => wallMs })
const cardOf = (lab: OpenedLab, itemId: number) => area.members.card.output.parse(serviceOf(lab).card({ itemId }))
const listOf = (lab: OpenedLab, itemId: number, id: ConnectListId) => {
  const found = cardOf(lab, itemId).lists.find((list) => list.id === id)
  if (!found) throw new Error(`There is no list ${id}`)
  return found
}
const stateOf = (lab: OpenedLab, itemId: number, list: ConnectListId, step: string) =>
  listOf(lab, itemId, list).steps.find((each) => each.id === step)?.state
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'none'
}

const ready = async (where?: string) => {
  const lab = newTimeLab()
  const ids = await enabled(lab, where)
  await lab.clock.run({ atMs: startMs + day })
  return { lab, ids, service: serviceOf(lab) }
}

test('evidence: who, when by both clocks, a note; changed, taken back by the line and by its job', async () => {
  const { lab, ids, service } = await ready('name:WEB01')
  const [itemId = 0] = ids
  expect(cardOf(lab, itemId)).toMatchObject({ name: 'WEB01', os: 'windows', protocol: 'RDP', azure: null })
  expect(listOf(lab, itemId, 'before')).toMatchObject({ done: 0, total: 7 })

  const { jobId } = await service.tick({ itemId, step: 'rdp-on', verdict: 'done', note: '  by policy ' })
  expect(listOf(lab, itemId, 'before')).toMatchObject({ done: 1 })
  expect(listOf(lab, itemId, 'before').steps.find(({ id }) => id === 'rdp-on')).toMatchObject({
    state: 'done',
    tick: { actor: 'anna', wallMs, labMs: startMs + day, note: 'by policy', verdict: 'done' },
  })
  expect(codeOf(() => service.tick({ itemId, step: 'rdp-on', verdict: 'not-needed', note: ' ' }))).toBe('note-missing')
  await service.tick({ itemId, step: 'rdp-on', verdict: 'not-needed', note: 'by console only' })
  expect(stateOf(lab, itemId, 'before', 'rdp-on')).toBe('not-needed')
  expect(lab.store.db.prepare('SELECT count(*) FROM connect_tick').pluck().get()).toBe(1)
  await service.untick({ itemId, step: 'rdp-on' })
  expect(stateOf(lab, itemId, 'before', 'rdp-on')).toBe('open')
  expect(codeOf(() => service.untick({ itemId, step: 'rdp-on' }))).toBe('not-found')

  // The agent stands in two lists and is one thing.
  const { jobId: agent } = await service.tick({ itemId, step: 'agent', verdict: 'done', note: '' })
  expect([stateOf(lab, itemId, 'prepare', 'agent'), stateOf(lab, itemId, 'before', 'agent')]).toEqual(['done', 'done'])
  await createJobsService({ store: lab.store, actor: 'anna' }).takeBack({ id: agent })
  expect(stateOf(lab, itemId, 'before', 'agent')).toBe('open')
  expect(jobId).not.toBe(agent)
  expect(checkLab(lab.store.db).problems).toEqual([])
})

test('what the lab can see nobody ticks; what can not be yet is refused', async () => {
  const { lab, ids, service } = await ready('name:WEB01')
  const [itemId = 0] = ids
  expect(stateOf(lab, itemId, 'after', 'rdp-endpoint')).toBe('waiting')
  for (const [step, verdict, code] of [
    ['rdp-endpoint', 'done', 'action-refused'],
    ['isolated-network', 'done', 'action-refused'],
    ['ssh-nsg', 'done', 'not-found'],
    ['nothing', 'done', 'not-found'],
  ] as const)
    expect(codeOf(() => service.tick({ itemId, step, verdict, note: '' }))).toBe(code)
  expect(codeOf(() => service.card({ itemId: 9999 }))).toBe('not-found')
  expect(stateOf(lab, itemId, 'prepare', 'directory')).toBe('failed')
  await service.tick({ itemId, step: 'directory', verdict: 'not-needed', note: 'signs in locally' })
  expect(stateOf(lab, itemId, 'prepare', 'directory')).toBe('not-needed')
  await enabled(lab, 'name:DC01')
  expect(listOf(lab, itemId, 'prepare').steps.find(({ id }) => id === 'directory')).toMatchObject({
    state: 'done',
    finding: expect.stringContaining('DC01'),
  })
  expect(codeOf(() => service.tick({ itemId, step: 'directory', verdict: 'not-needed', note: 'x' }))).toBe('action-refused')
})

test('evidence on the Azure machine is of that machine: the next test begins anew, and a rewind brings it back', async () => {
  const { lab, ids, service } = await ready('name:WEB01')
  const [itemId = 0] = ids
  const networkId = lab.store.db.prepare('SELECT id FROM azure_network').pluck().get() as number
  await lab.replication.testFailover({ ids: [itemId], networkId })
  await lab.clock.step(4 * hour)
  const { azure } = cardOf(lab, itemId)
  expect(azure).toMatchObject({ name: 'WEB01-test', test: true, state: 'running' })
  expect(azure?.addresses.length).toBeGreaterThan(0)
  expect(listOf(lab, itemId, 'verify').steps.map(({ id, state }) => [id, state])).toEqual([
    ['vm-appears', 'done'],
    ['vm-size', 'done'],
    ['vm-network', 'failed'],
    ['vm-running', 'done'],
    ['vm-starts', 'open'],
    ['vm-works', 'open'],
  ])
  await service.tick({ itemId, step: 'rdp-endpoint', verdict: 'not-needed', note: 'over VPN' })
  await service.tick({ itemId, step: 'rdp-connect', verdict: 'done', note: '' })
  await service.tick({ itemId, step: 'san-policy', verdict: 'done', note: '' })
  const before = lab.simulation.nowMs
  expect(listOf(lab, itemId, 'after').done).toBe(2)

  await lab.replication.cleanup({ ids: [itemId], notes: '' })
  await lab.clock.step(hour)
  expect(listOf(lab, itemId, 'after').steps.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  await lab.replication.testFailover({ ids: [itemId], networkId })
  await lab.clock.step(4 * hour)
  expect(listOf(lab, itemId, 'after').done).toBe(0)
  expect(listOf(lab, itemId, 'before').done).toBe(1)
  await service.tick({ itemId, step: 'rdp-connect', verdict: 'done', note: 'second' })

  lab.clock.rewind(before + 60_000)
  await lab.clock.step(60_000)
  expect(listOf(lab, itemId, 'after').steps.find(({ id }) => id === 'rdp-connect')).toMatchObject({ state: 'done', tick: { note: '' } })
  expect(lab.store.db.prepare("SELECT count(*) FROM connect_tick WHERE note = 'second'").pluck().get()).toBe(0)
})

test('Linux has the list of Secure Shell', async () => {
  const { lab, ids } = await ready('os:linux')
  const [itemId = 0] = ids
  const card = cardOf(lab, itemId)
  expect(card).toMatchObject({ os: 'linux', protocol: 'SSH' })
  expect(listOf(lab, itemId, 'before').steps.map(({ id }) => id)).toEqual(['ssh-autostart', 'ssh-firewall'])
})
