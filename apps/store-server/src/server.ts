import { mkdir } from 'node:fs/promises'
import { StartRefused } from '@pos/db'
import { createLog, listen, ListenRefused, systemClock, uuidv7Ids } from '@pos/server-kit'
import { buildStoreApp } from './app.ts'
import { hostOf, readConfig } from './config.ts'
import { openHttps } from './https.ts'
import { ProvisioningRefused } from './provisioning.ts'
import { Store } from './store.ts'

const log = createLog({ name: 'store' })

async function start(): Promise<void> {
  const config = readConfig(process.env, process.cwd())
  await mkdir(config.folder, { recursive: true })
  const store = await Store.open({ folder: config.folder, clock: systemClock, ids: uuidv7Ids, log })
  if (config.provisioningToken !== undefined && config.hqUrl !== undefined) {
    await store.provision(config.hqUrl, config.provisioningToken)
  }
  const https = await openHttps({ folder: config.folder, port: config.httpsPort, clock: systemClock, log })
  const { webFolder, origins, metricsToken } = config
  const app = await buildStoreApp(store, { webFolder, origins, metricsToken, https })
  const host = hostOf(config, https !== undefined)
  const closing: (() => Promise<void>)[] = [() => store.close()]
  const close = async () => {
    for (const each of closing) await each()
  }
  const { url } = await listen({ app, host, port: config.port, log, close })
  const secure = await https?.listen(app, host)
  if (secure) closing.unshift(() => secure.close())
  await store.connect(config.hqUrl)
  log.info({ url, httpsPort: https?.port, storeId: store.identity?.storeId }, 'store server listens')
}

try {
  await start()
} catch (error) {
  const isSentence =
    error instanceof StartRefused || error instanceof ListenRefused || error instanceof ProvisioningRefused
  if (!isSentence) throw error
  log.fatal(error.message)
  process.exit(1)
}
