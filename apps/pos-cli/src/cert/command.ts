import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { certificateFacts, ensureCertificates, isServerName, renewCertificates, systemClock } from '@pos/server-kit'
import { defineCommand } from 'citty'
import { Refusal } from '../refusal.ts'
import { dataFolderOf } from '../up/chain-plan.ts'

export const certCommand = defineCommand({
  meta: { name: 'cert', description: "Makes a store's authority and the certificate its server speaks https with." },
  args: {
    data: { type: 'string', description: 'Folder of the store, the one with its ops.db', required: true },
    names: { type: 'string', description: 'More host names or addresses, divided by commas' },
    renew: { type: 'boolean', description: 'Make the certificate of the server anew though it is still good' },
    'new-authority': { type: 'boolean', description: 'Make another authority too; every till must trust it anew' },
  },
  async run({ args }) {
    const folder = dataFolderOf(args.data)
    if (!existsSync(join(folder, 'ops.db'))) throw new Refusal(`There is no store in ${folder}.`)
    const names = args.names?.split(',').flatMap((name) => name.trim() || [])
    const wrong = names?.find((name) => !isServerName(name))
    if (wrong !== undefined) throw new Refusal(`"${wrong}" is neither a host name nor an address.`)
    const at = systemClock.now()
    const isNewAuthority = args['new-authority'] === true
    const isAsked = names !== undefined || args.renew === true || isNewAuthority
    const made = await (isAsked
      ? renewCertificates({ folder, at, names, isNewAuthority })
      : ensureCertificates({ folder, at }))
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
