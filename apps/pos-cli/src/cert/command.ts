import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { certificateFacts, ensureCertificates, systemClock } from '@pos/server-kit'
import { defineCommand } from 'citty'
import { Refusal } from '../refusal.ts'
import { dataFolderOf } from '../up/chain-plan.ts'

export const certCommand = defineCommand({
  meta: { name: 'cert', description: "Makes a store's authority and the certificate its server speaks https with." },
  args: {
    data: { type: 'string', description: 'Folder of the store, the one with its ops.db', required: true },
    names: { type: 'string', description: 'More host names or addresses, divided by commas' },
    renew: { type: 'boolean', description: 'Make the certificate of the server anew though it is still good' },
  },
  async run({ args }) {
    const folder = dataFolderOf(args.data)
    if (!existsSync(join(folder, 'ops.db'))) throw new Refusal(`There is no store in ${folder}.`)
    const names = args.names?.split(',').flatMap((name) => name.trim() || [])
    const made = await ensureCertificates({ folder, at: systemClock.now(), names, isForced: args.renew })
    const [authority, server] = [
      certificateFacts(made.authority.certificate),
      certificateFacts(made.server.certificate),
    ]
    console.log(
      [
        `Authority    ${authority.subject}, until ${day(authority.validToAt)}`,
        `Fingerprint  ${authority.fingerprint}`,
        `Server       until ${day(server.validToAt)}, ${made.isNew ? 'made now' : 'still good'}`,
        `Names        ${server.names.join(', ')}`,
        '',
        'Start the store server again. It answers https 1000 ports above its own, such as 6201 beside 5201;',
        'POS_HTTPS_PORT chooses another. On a till, open http://<this machine>:<port>/install and follow the page.',
      ].join('\n'),
    )
  },
})

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
