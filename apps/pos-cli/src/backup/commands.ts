import { systemClock } from '@pos/server-kit'
import { defineCommand } from 'citty'
import { dataFolderOf } from '../up/chain-plan.ts'
import { makeBackup } from './make-backup.ts'
import { nodesIn } from './node-folder.ts'
import { restoreBackup } from './restore-backup.ts'

export const backupCommand = defineCommand({
  meta: {
    name: 'backup',
    description:
      'Copies a store, a head office or a whole chain, also while its servers run. Keep the copy safe: it holds keys.',
  },
  args: {
    data: { type: 'string', description: 'Folder of a store, of head office, or of a chain', default: 'data' },
    to: { type: 'string', description: 'Folder to which the backups go', default: 'backups' },
  },
  async run({ args }) {
    for (const node of nodesIn(dataFolderOf(args.data))) {
      console.log(await makeBackup(node, dataFolderOf(args.to), systemClock.now()))
    }
  },
})

export const restoreCommand = defineCommand({
  meta: {
    name: 'restore',
    description: 'Puts a backup in the place of a stopped store or head office; what was there is kept aside.',
  },
  args: {
    from: { type: 'string', description: 'The backup, as "pos backup" has named it', required: true },
    data: { type: 'string', description: 'Folder of the store or of head office', required: true },
  },
  async run({ args }) {
    const folder = dataFolderOf(args.data)
    const { manifest, aside } = await restoreBackup(dataFolderOf(args.from), folder, systemClock.now())
    console.log(
      [
        `Restored     the ${manifest.kind} in ${folder}, as of ${new Date(manifest.madeAt).toISOString()}`,
        `Kept aside   ${aside}`,
        '',
        manifest.kind === 'store'
          ? 'Start it again: it numbers in new series, and its tills hand over what it has forgotten.'
          : 'Start it again: its stores hand over what it has forgotten.',
      ].join('\n'),
    )
  },
})
