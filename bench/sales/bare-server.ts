import { completeSale } from '@pos/shared-types'
import { fastify } from 'fastify'

/** What answering costs before any work: the same request and answer with the same checks, and nothing in between. */
const ANSWER = {
  id: '01890000-0000-7000-8000-000000000001',
  documentNo: 'SJU-1-Sa-000001',
  number: 1,
  kind: 'sale',
  businessOn: '2026-01-01',
  completedAt: 1_767_225_600_000,
  currency: 'USD',
  grossMinor: 10_000,
  discountMinor: 0,
  taxMinor: 1_150,
  totalMinor: 11_150,
  cashRoundingMinor: 0,
  payableMinor: 11_150,
  changeMinor: 88_850,
  hash: '0'.repeat(64),
  checkCode: '00000000',
} as const

const app = fastify()
app.get('/health/ready', () => ({}))
app.post(
  `/api/v1${completeSale.path}`,
  { schema: { body: completeSale.body, response: { 201: completeSale.response } } },
  (_, reply) => reply.code(201).send(ANSWER),
)
process.once('disconnect', () => void app.close())
await app.listen({ host: process.env['POS_HOST'] ?? '127.0.0.1', port: Number(process.env['POS_PORT']) })
