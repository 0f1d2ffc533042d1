/**
 * The process that the kill test ends: opens the lab of its second argument as its owner, then writes. "ready" and
 * "done" mark the span in which the signal may come.
 */
import { invertJobInTurns } from '../../../../main/services/lab/invert.ts'
import { openOwnedLab } from '../../../../main/services/lab/owned-lab.ts'
import { anna, deriveReady, noRejects, oneFile } from '../../../support/lab.ts'

const [what, file, workFolder] = process.argv.slice(2) as [string, string, string]
const store = openOwnedLab(file, { wall: Date.now, derive: deriveReady, workFolder })
console.log('ready')
if (what === 'import') {
  const batch = store.beginBatch({ actor: 'anna', files: oneFile })
  for (let line = 2; line < 4002; line++) {
    const vm = batch.insert('vm', { name: `vm${line}`, description: 'x'.repeat(200) }, { file: 0, line })
    batch.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'os' }, { file: 0, line })
  }
  batch.commit(noRejects)
} else if (what === 'taking back') {
  const breath = (): Promise<void> => new Promise((next) => setImmediate(next))
  await invertJobInTurns(store, 1, 'anna', { breath, began: () => undefined, step: () => undefined, rows: () => undefined })
} else {
  store.apply(anna, (tx) => {
    for (let n = 0; n < 2000; n++) {
      const vm = tx.insert('vm', { name: `vm${n}` })
      tx.insert('virtual_disk', { vm_id: vm, ordinal: 0, name: 'os' })
    }
  })
}
console.log('done')
store.close()
