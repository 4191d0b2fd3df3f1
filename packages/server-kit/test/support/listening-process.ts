import { fastify } from 'fastify'
import { createLog, listen } from '../../src/index.ts'

const app = fastify()
app.get('/', () => 'here')
const log = createLog({ name: 'listening', level: 'silent' })
const { url } = await listen({
  app,
  host: '127.0.0.1',
  port: 0,
  log,
  close: async () => void process.stdout.write('closed'),
})
process.send?.(url)
